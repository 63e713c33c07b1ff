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
