import { formatPartialDate, isPartialDate } from '#shared/kit/partial-date.ts'

/** How the field shows a value: a date in the Belarusian order, anything else as it was typed. */
export const shownDate = (value: string | undefined): string =>
  value !== undefined && isPartialDate(value) ? formatPartialDate(value) : (value ?? '')

/**
 * Puts the points while digits are typed at the end: `12`, `12.0`, `12.03.1`. Takes nothing away from what was typed,
 * and leaves a year alone (`1980` stays `1980` until a fifth digit comes).
 */
export function withPoints(text: string, before: string): string {
  if (text.length <= before.length || !/^\d{5,8}$/.test(text)) return text
  return [text.slice(0, 2), text.slice(2, 4), text.slice(4)].filter(Boolean).join('.')
}
