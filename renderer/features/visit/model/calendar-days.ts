/** `YYYY-MM-DD` of the calendar day that a date picker shows (its dates are midnights of this PC's zone). */
export const isoDay = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

/** The date a picker shows for a day `YYYY-MM-DD`. */
export function localDate(day: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date)
}

/** The day so many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Minsk is three hours ahead of UTC all year round. */
const minskMinutes = 180

/** The date a picker, which knows only this PC's zone, must be given to show a moment as the clock in Minsk does. */
export function asMinskClock(when: string): Date {
  const date = new Date(when)
  return new Date(date.getTime() + (minskMinutes + date.getTimezoneOffset()) * 60_000)
}

/** The moment that a picker's date means on the clock in Minsk. */
export const fromMinskClock = (shown: Date): string =>
  new Date(shown.getTime() - (minskMinutes + shown.getTimezoneOffset()) * 60_000).toISOString()
