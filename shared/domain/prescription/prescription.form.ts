import { ageInYears, formatPartialDate } from '../../kit/partial-date.ts'
import type { Patient, PersonName } from '../patient/patient.schema.ts'
import type { Prescription } from './prescription.schema.ts'
import { validityRule } from './prescription-validity.ts'

/**
 * The printed ordinary prescription (form 1) as data: what stands where, ready to be drawn as HTML or PDF. The form is
 * an official Russian document, its words are part of it and not of the interface's language.
 */
export interface PrescriptionForm {
  title: string
  /** Head: organisation, unit, address, phone, УНП; each a line. */
  organization: string[]
  payerNumber: string
  stampPlace: string
  heading: string
  date: string
  /** Label and value lines under the heading: payment, patient, birth date, doctor. */
  fields: { label: string; value: string }[]
  /** The Latin part: label (`Rp.:`, `D.t.d. N`, `S.:`) and its lines. */
  recipe: { label: string; lines: string[] }[]
  signature: { label: string; name: string; sealPlace: string }
  validity: string
  /** Shown across a form that must not be dispensed: cancelled. */
  mark?: string
}

/** `Иванов И. П.`: surname and initials, as the form wants them. */
export function surnameAndInitials(name: PersonName): string {
  const initial = (word: string | undefined) => (word?.trim() ? ` ${word.trim()[0]!.toUpperCase()}.` : '')
  return `${name.family.trim()}${initial(name.given)}${initial(name.patronymic)}`
}

/** The same of a name written in one line, surname first; a name that already has initials stays as it is. */
export function initialsOfLine(line: string): string {
  const [family = '', ...others] = line.trim().split(/\s+/)
  return [family, ...others.map((word) => (word.endsWith('.') ? word : `${word[0]!.toUpperCase()}.`))].join(
    ' ',
  )
}

const paymentWords: Record<Prescription['payment'], string> = {
  ordinary: 'за полную стоимость',
  preferential: 'на льготных условиях',
  free: 'бесплатно',
}

/** Latin dosage forms after Rp., by the beginning of the Russian word; the Russian form is printed when unknown. */
const latinForms: [RegExp, string][] = [
  [/^таблет/i, 'Tab.'],
  [/^капсул/i, 'Caps.'],
  [/^суппозитор/i, 'Supp.'],
  [/^раствор/i, 'Sol.'],
  [/^мазь/i, 'Ung.'],
  [/^сироп/i, 'Sir.'],
  [/^суспензи/i, 'Susp.'],
  [/^порош/i, 'Pulv.'],
  [/^настой|^настойк/i, 'T-rae'],
  [/^драже/i, 'Dragee'],
  [/^аэрозол/i, 'Aer.'],
]

/** A line on paper begins with a capital. */
export const withCapital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** `Rp.: Tab. Amoxicillini 500 мг`, with the Russian name below where only that is prescribed by. */
function recipeLines({ medication }: Pick<Prescription, 'medication'>): string[] {
  const form = medication.form?.trim() ?? ''
  const latin = latinForms.find(([pattern]) => pattern.test(form))?.[1]
  const inn = withCapital(medication.inn)
  const name = medication.innLatin ?? inn
  const first = [latin ?? '', name, medication.strength ?? ''].filter((part) => part.trim() !== '').join(' ')
  const second = medication.innLatin
    ? [inn, form, medication.strength].filter(Boolean).join(', ')
    : latin
      ? ''
      : form
  return [first, second].filter((line) => line !== '')
}

function validityWords(prescription: Prescription): string {
  const rule = validityRule(
    prescription.payment,
    prescription.medication.control,
    prescription.issuedOn.slice(0, 10),
  )
  const length =
    rule?.months === 2 ? 'двух месяцев' : rule?.days !== undefined ? `${rule.days} дней` : undefined
  const until = prescription.validUntil ? `по ${formatPartialDate(prescription.validUntil)} включительно` : ''
  return ['Рецепт действителен', length ? `в течение ${length}` : '', length && until ? `(${until})` : until]
    .filter(Boolean)
    .join(' ')
}

/** What is printed for a prescription of a patient. */
export function prescriptionForm(
  prescription: Prescription,
  patient: Pick<Patient, 'name' | 'birthDate'>,
): PrescriptionForm {
  const { organization, quantity, practitioner, signature } = prescription
  const issuedOn = prescription.issuedOn.slice(0, 10)
  const years = ageInYears(patient.birthDate, issuedOn)
  const doctor = initialsOfLine(practitioner.name)
  return {
    title: `Рецепт ${formatPartialDate(issuedOn)} ${surnameAndInitials(patient.name)}`,
    organization: [
      organization?.name,
      organization?.unitName,
      organization?.unitAddress ?? organization?.address,
      organization?.phone && `тел. ${organization.phone}`,
    ].filter((line): line is string => Boolean(line)),
    payerNumber: organization?.payerNumber ?? '',
    stampPlace: 'Штамп организации здравоохранения',
    heading: 'РЕЦЕПТ',
    date: formatPartialDate(issuedOn),
    fields: [
      { label: 'Оплата', value: paymentWords[prescription.payment] },
      { label: 'Фамилия, инициалы пациента', value: surnameAndInitials(patient.name) },
      {
        label: 'Дата рождения (возраст)',
        value: `${formatPartialDate(patient.birthDate)} (полных лет: ${years})`,
      },
      { label: 'Фамилия, инициалы врача', value: doctor },
    ],
    recipe: [
      { label: 'Rp.:', lines: recipeLines(prescription) },
      ...(quantity
        ? [{ label: 'D.t.d. N', lines: [`${String(quantity.value).replace('.', ',')} ${quantity.unit}`] }]
        : []),
      { label: 'S.:', lines: prescription.dosage.text.split(/\r?\n/) },
    ],
    signature: {
      label: withCapital(signature?.position ?? 'врач'),
      name: doctor,
      sealPlace: 'М.П. (личная печать)',
    },
    validity: validityWords(prescription),
    ...(prescription.status === 'cancelled' || prescription.status === 'entered-in-error'
      ? { mark: 'АННУЛИРОВАН' }
      : {}),
  }
}
