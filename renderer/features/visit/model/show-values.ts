import { formatPartialDate, minskDay } from '#shared/kit/partial-date.ts'
import { formatTime } from '../../../ui/format.ts'

/** A number with a decimal comma; nothing for nothing. */
export const showNumber = (value: number | undefined): string =>
  value === undefined ? '' : String(value).replace('.', ',')

/** The day in Minsk of a moment or partial date: `22.11.2026`. */
export const showDay = (when: string): string =>
  formatPartialDate(when.length > 10 ? minskDay(Date.parse(when)) : when)

/** Day and month, with the year in two digits: `22.11.26`. */
export const shortDay = (when: string): string => showDay(when).replace(/\.(\d\d)(\d\d)$/, '.$2')

/** `22.11.2026 12:41`; the day alone where the time is not known. */
export const showMoment = (when: string): string =>
  when.length > 10 ? `${showDay(when)} ${formatTime(when)}` : showDay(when)
