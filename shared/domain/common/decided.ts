import { canonicalJson } from '../../kit/canonical-json.ts'
import type { HybridTime } from '../../kit/hybrid-clock.ts'

/**
 * When a person decided which of two values of a field is right, by the field's path. A decision outweighs an edit that
 * did not know of it, so that a station which comes back late asks again and does not overturn it.
 */
export type Decided = Readonly<Record<string, HybridTime>>

/** The newest decision at this path or below it; empty where nobody decided. */
export function decidedAt(decided: Decided, path: string): HybridTime {
  let newest = ''
  for (const [at, stamp] of Object.entries(decided))
    if ((at === path || at.startsWith(`${path}.`)) && stamp > newest) newest = stamp
  return newest
}

/** Every path with its newest decision. */
export function newestDecided(a: Decided, b: Decided): Decided {
  const newest: Record<string, HybridTime> = { ...a }
  for (const [path, stamp] of Object.entries(b)) if (!(newest[path]! >= stamp)) newest[path] = stamp
  return newest
}

/** One side of a contradiction. */
interface Claim {
  value: unknown
  decided: HybridTime
}

/**
 * Which of two contradictory values stands until a person has decided: what was decided last, something rather than
 * nothing, and else an order of the values themselves. Never whose edit came first: every station and every order of
 * arrival must end with the same document.
 */
export function stands(a: Claim, b: Claim): boolean {
  if (a.decided !== b.decided) return a.decided > b.decided
  if (a.value === undefined || b.value === undefined) return b.value === undefined
  return canonicalJson(a.value) >= canonicalJson(b.value)
}
