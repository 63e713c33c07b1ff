import { isPartialDate, type PartialDate } from './partial-date.ts'

/**
 * A date as people type it: `12.03.1957`, `12/3/1957`, `12 3 1957`, `12031957`, `03.1957`, `1957`, `1957-03-12`.
 * Undefined when it is not one, or the day does not exist. A year of two digits is not guessed.
 */
export function parseTypedDate(text: string): PartialDate | undefined {
  const trimmed = text.trim().replace(/\s*г\.?$/i, '')
  if (isPartialDate(trimmed)) return trimmed
  const digits = /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed)
  const parts = digits?.slice(1) ?? trimmed.split(/[.,/\-\s]+/)
  if (parts.length < 1 || parts.length > 3 || !parts.every((part) => /^\d+$/.test(part))) return undefined
  const date = [...parts].reverse().map((part, index) => (index === 0 ? part : part.padStart(2, '0')))
  return isPartialDate(date.join('-')) ? date.join('-') : undefined
}
