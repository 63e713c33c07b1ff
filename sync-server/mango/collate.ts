import { isObject } from '../http/json-text.ts'

/**
 * ICU's root order: `a < A < aa < b`, whatever language the server's machine is set to. Texts that differ only in what
 * ICU does not weigh (control characters, how an accent is composed) are equal, as in CouchDB.
 */
const texts = new Intl.Collator('und')

const rankOf = (value: unknown): number => {
  if (value === null) return 1
  if (value === false) return 2
  if (value === true) return 3
  if (typeof value === 'number') return 4
  if (typeof value === 'string') return 5
  return Array.isArray(value) ? 6 : 7
}

const compareTexts = (a: string, b: string): number => (a === b ? 0 : texts.compare(a, b))

/** CouchDB's order of JSON values: null, false, true, numbers, texts, arrays, objects. */
export function collate(a: unknown, b: unknown): number {
  const ranks = rankOf(a) - rankOf(b)
  if (ranks !== 0) return ranks
  if (typeof a === 'number') return a - Number(b)
  if (typeof a === 'string') return compareTexts(a, String(b))
  if (Array.isArray(a) && Array.isArray(b)) return collateLists(a, b)
  if (!isObject(a) || !isObject(b)) return 0
  const [left, right] = [Object.entries(a), Object.entries(b)]
  for (const [place, [name, value]] of left.entries()) {
    const other = right[place]
    if (!other) return 1
    const order = compareTexts(name, other[0]) || collate(value, other[1])
    if (order !== 0) return order
  }
  return left.length - right.length
}

function collateLists(a: unknown[], b: unknown[]): number {
  for (const [place, value] of a.entries()) {
    if (place >= b.length) return 1
    const order = collate(value, b[place])
    if (order !== 0) return order
  }
  return a.length - b.length
}
