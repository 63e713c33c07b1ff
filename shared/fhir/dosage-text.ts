import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { wordTable } from '../kit/word-table.ts'
import { conceptText } from './codings.ts'
import type { FhirDosage, FhirQuantity } from './elements.ts'

const hoursPerUnit = wordTable<number>({ h: 1, d: 24, wk: 168, min: 1 / 60 })
const unitWords = wordTable<string>({ min: 'мин', h: 'ч', d: 'дн.', wk: 'нед.', mo: 'мес.', a: 'г.' })
const daysPerUnit = wordTable<number>({ d: 1, wk: 7, mo: 30, a: 365 })

const own = <T>(table: Record<string, T>, key: string | undefined): T | undefined =>
  key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined

export const quantityWords = (quantity: FhirQuantity | undefined): string | undefined =>
  quantity?.value === undefined
    ? undefined
    : [quantity.value, quantity.unit ?? quantity.code].filter((part) => part !== undefined).join(' ')

/** How often in 24 hours; undefined where the schedule is not that regular. */
function timesPerDay(dosage: FhirDosage): number | undefined {
  const { frequency, period, periodUnit } = dosage.timing?.repeat ?? {}
  const hours = own(hoursPerUnit, periodUnit)
  if (frequency === undefined || period === undefined || hours === undefined || period <= 0) return undefined
  const times = Number(((frequency * 24) / (period * hours)).toFixed(3))
  return times >= 0.01 && times <= 48 ? times : undefined
}

/** The source's own words, else its parts in words: `1 табл.; 1 раз в 4 ч; по необходимости`. */
function words(dosage: FhirDosage): string {
  const given = dosage.text?.trim() || dosage.patientInstruction?.trim()
  if (given) return given
  const { frequency, period, periodUnit } = dosage.timing?.repeat ?? {}
  const unit = own(unitWords, periodUnit)
  return [
    quantityWords(dosage.doseAndRate?.[0]?.doseQuantity),
    conceptText(dosage.route),
    frequency !== undefined && period !== undefined && unit !== undefined
      ? `${frequency} раз(а) в ${period === 1 ? '' : `${period} `}${unit}`
      : conceptText(dosage.timing?.code),
    dosage.asNeededBoolean ? 'по необходимости' : undefined,
  ]
    .filter(Boolean)
    .join('; ')
}

export function daysOf(quantity: FhirQuantity | undefined): number | undefined {
  const days = (quantity?.value ?? 0) * (own(daysPerUnit, quantity?.code ?? quantity?.unit) ?? 0)
  return days >= 1 && days <= 3660 ? Math.round(days) : undefined
}

/** FHIR Dosage list to ours: the first one in fields, all of them in the text. */
export function mapDosage(list: readonly FhirDosage[], supplyDays?: number): Prescription['dosage'] {
  const [first] = list
  const dose = quantityWords(first?.doseAndRate?.[0]?.doseQuantity)?.slice(0, 100)
  const times = first && timesPerDay(first)
  const durationDays = daysOf(first?.timing?.repeat?.boundsDuration) ?? supplyDays
  return {
    text: list.map(words).filter(Boolean).join('\n'),
    ...(dose === undefined ? {} : { dose }),
    ...(times === undefined ? {} : { timesPerDay: times }),
    ...(durationDays === undefined ? {} : { durationDays }),
    ...(first?.asNeededBoolean === undefined ? {} : { asNeeded: first.asNeededBoolean }),
  }
}
