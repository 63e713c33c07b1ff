import { wholeScope } from '#shared/contract/scope-header.ts'

/**
 * A place in the server's feed: `<number>-<epoch>`, or `0` for the beginning. Our server promises the number and the
 * epoch; of any other only equality is used, which costs pages fetched twice, never a change missed. Who sees a part of
 * the clinic has a feed of their own: `<number>-<epoch>~<scope>`, whose places mean nothing in another one.
 */
export type Sequence = string
export const beginning: Sequence = '0'

const mark = '~'

/** A place as the server gave it, in the feed of this scope. */
export const placeIn = (scope: string, wire: string): Sequence =>
  scope === wholeScope ? wire : `${wire}${mark}${scope}`
/** A place as the server knows it. */
export const wirePlace = (place: Sequence): string => place.split(mark)[0] ?? place
/** In whose feed this is a place; undefined for the beginning and for `now`, which are in every feed. */
export const scopeOfPlace = (place: Sequence): string | undefined =>
  place.includes('-') ? (place.split(mark)[1] ?? wholeScope) : undefined

/** How far a place is, for showing progress. */
export const numberOf = (since: Sequence): number => Number.parseInt(since, 10) || 0

/** The epoch that all of these places are of, in whatever scope; undefined where there is none, or not one alone. */
export function commonEpoch(places: Iterable<Sequence>): string | undefined {
  const epochs = new Set([...places].map((place) => (place === beginning ? '' : epochOf(wirePlace(place)))))
  const [epoch] = epochs
  return epochs.size === 1 && epoch ? epoch : undefined
}

const epochOf = (since: Sequence): string => since.slice(since.indexOf('-') + 1)

/** Whether `a` is at or after `b`; undefined when they cannot be compared. */
export function atOrAfter(a: Sequence, b: Sequence): boolean | undefined {
  if (a === b || b === beginning) return true
  if (a === beginning) return numberOf(b) === 0
  return epochOf(a) === epochOf(b) ? numberOf(a) >= numberOf(b) : undefined
}
