/** Days are whole numbers since 1970-01-01 in Belarus (Europe/Minsk, UTC+3 all year): cheap to add and to compare. */
export type Day = number

const msPerDay = 86_400_000
const minskOffsetMs = 3 * 3_600_000

export const dayOf = (timeMs: number): Day => Math.floor((timeMs + minskOffsetMs) / msPerDay)
/** `YYYY-MM-DD` */
export const isoDay = (day: Day): string => new Date(day * msPerDay).toISOString().slice(0, 10)
export const dayFromIso = (text: string): Day => Math.round(Date.parse(`${text}T00:00:00Z`) / msPerDay)
/** The moment of a wall-clock minute of a day in Belarus, ISO 8601 in UTC. */
export const instantAt = (day: Day, minuteOfDay: number, second = 0): string =>
  new Date(day * msPerDay - minskOffsetMs + minuteOfDay * 60_000 + second * 1000).toISOString()
/** 0 is January. */
export const monthOf = (day: Day): number => new Date(day * msPerDay).getUTCMonth()
export const yearOf = (day: Day): number => new Date(day * msPerDay).getUTCFullYear()

export function addMonths(day: Day, months: number): Day {
  const date = new Date(day * msPerDay)
  const wanted = date.getUTCMonth() + months
  const target = new Date(Date.UTC(date.getUTCFullYear(), wanted, 1))
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), wanted + 1, 0)).getUTCDate()
  return Math.round(target.getTime() / msPerDay) + Math.min(date.getUTCDate(), lastOfMonth) - 1
}

/** Public holidays with a fixed date, `MM-DD` (decree 157 of 26.03.1998 as amended); Radunitsa moves and is left out. */
const holidays = new Set(['01-01', '01-02', '01-07', '03-08', '05-01', '05-09', '07-03', '11-07', '12-25'])

export function isWorkingDay(day: Day): boolean {
  const weekday = (day + 4) % 7
  return weekday !== 0 && weekday !== 6 && !holidays.has(isoDay(day).slice(5))
}

/** This day when it is a working day, else the next one. */
export function workingDayFrom(day: Day): Day {
  let found = day
  while (!isWorkingDay(found)) found += 1
  return found
}

/** This day when it is a working day, else the last one before. */
export function workingDayUntil(day: Day): Day {
  let found = day
  while (!isWorkingDay(found)) found -= 1
  return found
}
