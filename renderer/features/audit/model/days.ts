/** The beginning of a day in Belarus (UTC+3 all year), as a moment. */
export const dayStart = (day: string): string => new Date(`${day}T00:00:00+03:00`).toISOString()

/** The end of a day in Belarus, as a moment that is left out. */
export const dayEnd = (day: string): string =>
  new Date(Date.parse(dayStart(day)) + 24 * 3_600_000).toISOString()

/** A whole date that was typed, or nothing; other texts are not searched by. */
export const wholeDay = (typed: string | undefined): string | undefined =>
  typed !== undefined && /^\d{4}-\d\d-\d\d$/.test(typed) ? typed : undefined
