/** A date as far as it is known: `2026`, `2026-11` or `2026-11-22` (FHIR `date`). Compares as text. */
export type PartialDate = string

export const partialDatePattern = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/

/** True when the text is a partial date that exists in the calendar. */
export function isPartialDate(text: string): boolean {
  if (!partialDatePattern.test(text)) return false
  if (text.length < 10) return true
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Whole years from birth to a day (`YYYY-MM-DD`). A date known to the year only counts from 1 January. */
export function ageInYears(birth: PartialDate, onDay: string): number {
  const years = Number(onDay.slice(0, 4)) - Number(birth.slice(0, 4))
  const anniversary = birth.slice(4) || '-01-01'
  return onDay.slice(4, 10) < anniversary ? years - 1 : years
}

/** Whole months from birth to a day (`YYYY-MM-DD`), for children. */
export function ageInMonths(birth: PartialDate, onDay: string): number {
  const [year = 0, month = 1, day = 1] = birth.split('-').map(Number)
  const [onYear = 0, onMonth = 1, onDate = 1] = onDay.slice(0, 10).split('-').map(Number)
  return (onYear - year) * 12 + (onMonth - month) - (onDate < day ? 1 : 0)
}

/** `DD.MM.YYYY`, `MM.YYYY` or `YYYY`, as dates are written in Belarus. */
export const formatPartialDate = (date: PartialDate): string => date.split('-').reverse().join('.')

/** The calendar day in Belarus (Europe/Minsk, UTC+3 all year, no daylight saving) of a moment in milliseconds. */
export const minskDay = (timeMs: number): string =>
  new Date(timeMs + 3 * 3600 * 1000).toISOString().slice(0, 10)
