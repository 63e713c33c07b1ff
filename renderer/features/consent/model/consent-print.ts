import type { Profile } from '#shared/contract/api.ts'
import type { Consent } from '#shared/domain/consent/consent.schema.ts'
import { consentTextOf, type PaperLanguage } from '#shared/domain/consent/consent-texts.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { organizationOf } from '#shared/domain/prescription/organization-of.ts'
import { formatPartialDate, minskDay } from '#shared/kit/partial-date.ts'
import type { PrintBlock, PrintDocument } from '../../../ui/print/print-document.ts'
import { addressLine } from '../../patients/index.ts'

const words = {
  ru: {
    i: 'Я',
    representative: 'законный представитель пациента',
    patient: 'Пациент',
    born: 'Дата рождения',
    number: 'Идентификационный номер',
    address: 'Место жительства',
    persons: 'Лица',
    intervention: 'Медицинское вмешательство',
    remark: 'Дополнительно',
    until: 'Действует до',
    always: 'Действует до отзыва.',
    signature: 'Подпись',
    name: 'фамилия, инициалы',
    date: 'Дата',
    taken: 'Принял(а)',
    retracted: 'ВНЕСЕНО ОШИБОЧНО',
    withdrawalOf: { permit: 'ОТЗЫВ СОГЛАСИЯ', deny: 'ОТЗЫВ ОТКАЗА' },
    withdraw: { permit: 'отзываю данное мной', deny: 'отзываю заявленный мной' },
    given: 'от',
  },
  be: {
    i: 'Я',
    representative: 'законны прадстаўнік пацыента',
    patient: 'Пацыент',
    born: 'Дата нараджэння',
    number: 'Ідэнтыфікацыйны нумар',
    address: 'Месца жыхарства',
    persons: 'Асобы',
    intervention: 'Медыцынскае ўмяшанне',
    remark: 'Дадаткова',
    until: 'Дзейнічае да',
    always: 'Дзейнічае да адклікання.',
    signature: 'Подпіс',
    name: 'прозвішча, ініцыялы',
    date: 'Дата',
    taken: 'Прыняў(ла)',
    retracted: 'УНЕСЕНА ПАМЫЛКОВА',
    withdrawalOf: { permit: 'АДКЛІКАННЕ ЗГОДЫ', deny: 'АДКЛІКАННЕ АДМОВЫ' },
    withdraw: { permit: 'адклікаю дадзеную мной', deny: 'адклікаю заяўленую мной' },
    given: 'ад',
  },
} as const

const day = (moment: string): string => formatPartialDate(minskDay(Date.parse(moment)))

/** The paper of a consent, a refusal, or the withdrawal of one, on A4, for the signature. */
export function consentPrint(
  consent: Consent,
  patient: Patient,
  profile: Profile,
  language: PaperLanguage,
): PrintDocument {
  const w = words[language]
  const text = consentTextOf(consent)
  const name = fullName((language === 'be' ? patient.nameBe : undefined) ?? patient.name)
  const { givenBy, withdrawn, decision } = consent
  const speaker =
    givenBy.who === 'representative'
      ? `${w.i}, ${[givenBy.name, givenBy.kinship].filter(Boolean).join(', ')}, ${w.representative} ${name},`
      : `${w.i}, ${name},`
  const title = text?.title[language] ?? ''
  const said = withdrawn
    ? `${speaker} ${w.withdraw[decision]} ${lowered(title)} ${w.given} ${day(consent.givenAt)}.`
    : `${speaker} ${text?.text[language] ?? ''}`
  return {
    title: `${(withdrawn ? w.withdrawalOf[decision] : title).slice(0, 60)} ${patient.name.family}`,
    paper: 'A4',
    ...(consent.retracted ? { mark: w.retracted } : {}),
    blocks: [
      ...head(profile),
      { kind: 'space', heightMm: 4 },
      {
        kind: 'text',
        text: withdrawn ? w.withdrawalOf[decision] : title,
        bold: true,
        align: 'center',
      },
      { kind: 'space', heightMm: 4 },
      { kind: 'field', label: w.patient, value: name },
      { kind: 'field', label: w.born, value: formatPartialDate(patient.birthDate) },
      ...(patient.personalNumber
        ? [{ kind: 'field' as const, label: w.number, value: patient.personalNumber }]
        : []),
      ...(patient.address
        ? [{ kind: 'field' as const, label: w.address, value: addressLine(patient.address, true) }]
        : []),
      { kind: 'space', heightMm: 4 },
      { kind: 'text', text: said },
      { kind: 'space', heightMm: 2 },
      ...details(consent, w),
      ...(withdrawn
        ? []
        : consent.until
          ? [{ kind: 'field' as const, label: w.until, value: formatPartialDate(consent.until) }]
          : [{ kind: 'text' as const, text: w.always }]),
      { kind: 'space', heightMm: 12 },
      {
        kind: 'text',
        text: `${w.signature} _______________   ___________________________ (${w.name})\n\n${w.date} ${day(withdrawn?.at ?? consent.givenAt)}`,
      },
      { kind: 'space', heightMm: 10 },
      {
        kind: 'text',
        text: `${w.taken}: ${(withdrawn?.by ?? consent.recordedBy).name}   _______________`,
      },
    ],
  }
}

/** "ОТКАЗ от…" inside a sentence. */
const lowered = (title: string): string => {
  const [first = '', ...rest] = title.split(' ')
  return [first.toLowerCase(), ...rest].join(' ')
}

function head(profile: Profile): PrintBlock[] {
  const organization = organizationOf(profile)
  const place = [
    organization?.unitName,
    organization?.unitAddress ?? organization?.address,
    organization?.phone,
  ]
  return [
    { kind: 'text', text: organization?.name ?? '', bold: true, align: 'center' },
    { kind: 'text', text: place.filter(Boolean).join(', '), size: 'small', align: 'center' },
    { kind: 'rule' },
  ]
}

function details({ persons, about, kind }: Consent, w: (typeof words)[PaperLanguage]): PrintBlock[] {
  const blocks: PrintBlock[] = []
  if (persons && persons.length > 0)
    blocks.push({
      kind: 'labelled',
      label: w.persons,
      lines: persons.map(({ name, relation, phone }) => [name, relation, phone].filter(Boolean).join(', ')),
      indent: 'wide',
    })
  if (about)
    blocks.push({
      kind: 'labelled',
      label: kind === 'intervention' ? w.intervention : w.remark,
      lines: about.split('\n'),
      indent: 'wide',
    })
  return blocks
}
