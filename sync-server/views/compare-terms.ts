import { isObject } from '../http/json-text.ts'
import { compareIds } from './sorted-rows.ts'

const rankOf = (value: unknown): number => {
  if (typeof value === 'number') return 0
  if (value === false) return 1
  if (value === null) return 2
  if (value === true) return 3
  if (isObject(value)) return 4
  return Array.isArray(value) ? 5 : 6
}

/** Erlang's order of JSON values, in which CouchDB keeps the values that one document has under one key. */
export function compareTerms(a: unknown, b: unknown): number {
  const ranks = rankOf(a) - rankOf(b)
  if (ranks !== 0) return ranks
  if (typeof a === 'number') return a - Number(b)
  if (typeof a === 'string') return compareIds(a, String(b))
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b, compareTerms)
  if (!isObject(a) || !isObject(b)) return 0
  return compareLists(
    Object.entries(a),
    Object.entries(b),
    ([name, value], [other, otherValue]) => compareIds(name, other) || compareTerms(value, otherValue),
  )
}

function compareLists<T>(a: T[], b: T[], compare: (a: T, b: T) => number): number {
  for (const [place, value] of a.entries()) {
    if (place >= b.length) return 1
    const order = compare(value, b[place]!)
    if (order !== 0) return order
  }
  return a.length - b.length
}
