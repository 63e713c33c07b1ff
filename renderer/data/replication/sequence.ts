/**
 * A place in the server's feed: `<number>-<epoch>`, or `0` for the beginning. Our server promises the number and the
 * epoch; of any other only equality is used, which costs pages fetched twice, never a change missed.
 */
export type Sequence = string
export const beginning: Sequence = '0'

/** How far a place is, for showing progress. */
export const numberOf = (since: Sequence): number => Number.parseInt(since, 10) || 0

const epochOf = (since: Sequence): string => since.slice(since.indexOf('-') + 1)

/** Whether `a` is at or after `b`; undefined when they cannot be compared. */
export function atOrAfter(a: Sequence, b: Sequence): boolean | undefined {
  if (a === b || b === beginning) return true
  if (a === beginning) return numberOf(b) === 0
  return epochOf(a) === epochOf(b) ? numberOf(a) >= numberOf(b) : undefined
}
