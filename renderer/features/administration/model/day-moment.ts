import { isPartialDate } from '#shared/kit/partial-date.ts'

/** The beginning of a day in Minsk; undefined for a text that is no whole date. */
export const dayMoment = (day: string): string | undefined =>
  day.length === 10 && isPartialDate(day) ? `${day}T00:00:00+03:00` : undefined
