import { formatPartialDate, isPartialDate, type PartialDate } from '#shared/kit/partial-date.ts'

const pad = (digits: string): string => digits.padStart(2, '0')

/**
 * A date as a person types it: `12.03.1980`, `1.3.1980`, `12031980`, `03.1980`, `1980`, with a point, a slash, a comma
 * or a space between. Undefined when it is not a date of the calendar; two digits of a year are not guessed.
 */
export function parseTypedDate(text: string): PartialDate | undefined {
  const parts = text.trim().split(/[.\s/,-]+/)
  const [first = '', second = '', third = ''] = parts
  let date: string | undefined
  if (parts.length === 1 && /^\d{8}$/.test(first))
    date = `${first.slice(4)}-${first.slice(2, 4)}-${first.slice(0, 2)}`
  else if (parts.length === 1) date = first
  else if (parts.length === 2) date = `${second}-${pad(first)}`
  else if (parts.length === 3)
    date = /^\d{4}$/.test(first)
      ? `${first}-${pad(second)}-${pad(third)}`
      : `${third}-${pad(second)}-${pad(first)}`
  return date !== undefined && isPartialDate(date) ? date : undefined
}

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
