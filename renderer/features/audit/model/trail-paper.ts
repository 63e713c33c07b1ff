import type { TFunction } from 'i18next'
import type { Profile } from '#shared/contract/api.ts'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { organizationOf } from '#shared/domain/prescription/organization-of.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { formatMoment } from '../../../ui/format.ts'
import { paperHead } from '../../../ui/print/paper-head.ts'
import type { PrintBlock, PrintDocument } from '../../../ui/print/print-document.ts'
import { signedFoot } from '../../../ui/print/signed-foot.ts'
import type { EventWords } from './use-event-words.ts'

interface Paper {
  patient: Patient
  /** Of the clinic that keeps the card. */
  profile: Profile
  /** Who hands it out and signs; left out on what patients print themselves. */
  issuedBy?: Profile['practitioner']
  events: readonly AuditEvent[]
  from: string | undefined
  to: string | undefined
  onlyHere: boolean
  nowMs: number
  words: EventWords
  t: TFunction<'audit'>
}

/** One line a day, person and act: a patient reads who looked, not how often the program asked. */
export function paperLines(events: readonly AuditEvent[], words: EventWords): string[][] {
  return events.map((event) => [
    words.at(event),
    event.author.name,
    words.role(event),
    [words.what(event), words.reason(event), words.doubt(event)].filter(Boolean).join('; '),
  ])
}

/** The list of who opened the card, as the clinic hands it to the patient: A4, in the language of the screen. */
export function trailPaper({
  patient,
  profile,
  issuedBy,
  events,
  from,
  to,
  onlyHere,
  nowMs,
  words,
  t,
}: Paper): PrintDocument {
  const organization = organizationOf(profile)
  const period = [
    from && t('paper.since', { from: formatPartialDate(from) }),
    to && t('paper.until', { to: formatPartialDate(to) }),
  ].filter(Boolean)
  const head = [t('columns.at'), t('columns.who'), t('columns.role'), t('columns.what')]
  return {
    title: t('paper.fileTitle', { name: patient.name.family }),
    paper: 'A4',
    blocks: [
      ...paperHead(organization, t('paper.title'), t('paper.subtitle')),
      { kind: 'field', label: t('paper.patient'), value: fullName(patient.name) },
      { kind: 'field', label: t('paper.birthDate'), value: formatPartialDate(patient.birthDate) },
      { kind: 'field', label: t('paper.period'), value: period.join(' ') || t('paper.whole') },
      { kind: 'field', label: t('paper.madeAt'), value: formatMoment(nowMs) },
      ...(onlyHere ? [{ kind: 'text' as const, text: t('paper.incomplete'), bold: true }] : []),
      { kind: 'space', heightMm: 2 },
      ...(events.length === 0
        ? [{ kind: 'text' as const, text: t('paper.none') }]
        : [
            line(head, true),
            { kind: 'rule' as const },
            ...paperLines(events, words).map((cells) => line(cells, false)),
            { kind: 'rule' as const },
            { kind: 'text' as const, text: t('paper.count', { count: events.length }) },
          ]),
      ...(issuedBy ? issuedLine(issuedBy, t) : []),
    ],
  }
}

/** Who hands it out, with the place for the stamp. */
const issuedLine = ({ position, name }: Profile['practitioner'], t: Paper['t']): PrintBlock[] =>
  signedFoot(`${t('paper.issued')}: ${position} ${name}`, t('paper.signature'), t('paper.stamp'))

const shares = [24, 30, 20, 42]
const line = (cells: string[], bold: boolean): PrintBlock => ({
  kind: 'columns',
  columns: cells.map((text, place) => ({
    share: shares[place] ?? 1,
    blocks: [{ kind: 'text', text, size: 'small', bold }],
  })),
})
