import { wordTable } from '../../kit/word-table.ts'
import type { Prescription } from './prescription.schema.ts'

/** Russian plural of a counted thing: one, few (2 to 4), many. */
export function counted(count: number, [one, few, many]: readonly [string, string, string]): string {
  if (!Number.isInteger(count)) return few
  const tens = count % 100
  const units = count % 10
  if (tens > 10 && tens < 20) return many
  return units === 1 ? one : units >= 2 && units <= 4 ? few : many
}

const times = ['раз', 'раза', 'раз'] as const
const days = ['день', 'дня', 'дней'] as const
const decimal = (value: number): string => String(value).replace('.', ',')

export interface DosageParts {
  /** One dose as written: `1 таблетка`, `5 мл`. */
  dose?: string | undefined
  timesPerDay?: number | undefined
  durationDays?: number | undefined
  asNeeded?: boolean | undefined
}

/**
 * The signature (S.) as the patient reads it on a Russian prescription: `По 1 таблетке…` is left to the clinician, we
 * write `Принимать: 1 таблетка, 2 раза в день, 7 дней`. Undefined when nothing is known.
 */
export function dosageText({ dose, timesPerDay, durationDays, asNeeded }: DosageParts): string | undefined {
  const parts: string[] = []
  if (dose?.trim()) parts.push(dose.trim())
  if (timesPerDay !== undefined && timesPerDay >= 1)
    parts.push(`${decimal(timesPerDay)} ${counted(timesPerDay, times)} в день`)
  if (timesPerDay !== undefined && timesPerDay > 0 && timesPerDay < 1) {
    const every = Math.round(1 / timesPerDay)
    parts.push(
      every === 7
        ? '1 раз в неделю'
        : every === 2
          ? 'через день'
          : `1 раз в ${every} ${counted(every, days)}`,
    )
  }
  if (asNeeded) parts.push('при необходимости')
  if (durationDays !== undefined) parts.push(`${durationDays} ${counted(durationDays, days)}`)
  return parts.length === 0 ? undefined : parts.join(', ')
}

/** Forms that are counted in pieces, with the word that a quantity is written in. */
const countedForms: [RegExp, string][] = [
  [/^таблет/i, 'табл.'],
  [/^капсул/i, 'капс.'],
  [/^суппозитор/i, 'супп.'],
  [/^драже/i, 'драже'],
  [/порошок.*(пакет|саше)|^гранул.*(пакет|саше)/i, 'пак.'],
  [/^пластыр/i, 'шт.'],
]

/** The unit of the quantity for a form; undefined where packages are dispensed (syrups, ointments, sprays). */
export const quantityUnit = (form: string | undefined): string | undefined =>
  countedForms.find(([pattern]) => pattern.test(form ?? ''))?.[1]

/**
 * How many pieces a course needs: the number in front of the dose (1 when there is none) times a day times days,
 * rounded up. Undefined where the form is not counted in pieces or the course is not fully described.
 */
export function courseQuantity(
  form: string | undefined,
  { dose, timesPerDay, durationDays, asNeeded }: DosageParts,
): Prescription['quantity'] {
  const unit = quantityUnit(form)
  if (!unit || asNeeded || timesPerDay === undefined || durationDays === undefined) return undefined
  const match = /^(?:по\s+)?(\d+(?:[.,]\d+)?|½|¼|1\/2|1\/4)?\s*(.*)$/i.exec(dose?.trim() ?? '')
  // A dose in milligrams does not say how many pieces it is.
  if (/^(мг|г|мкг|мл|ед)(\s|$|\.)/i.test(match?.[2] ?? '')) return undefined
  const halves = wordTable<number>({ '½': 0.5, '1/2': 0.5, '¼': 0.25, '1/4': 0.25 })
  const written = match?.[1] ?? '1'
  const pieces = halves[written] ?? Number(written.replace(',', '.'))
  const value = Math.ceil(pieces * timesPerDay * durationDays - 1e-9)
  return value > 0 ? { value, unit } : undefined
}
