import type { Verdict } from './check.ts'

export interface SeedResult extends Verdict {
  seed: number
  /** What never came to rest: stations that did not settle, requests that did not end. */
  restless: string[]
  /** Why the world itself fell apart before its verdict. */
  broken: string[]
  /** Writes that a station has acknowledged, and conflicts in the inboxes. */
  saved: number
  conflicts: number
  /** Courier files that were read to their end. */
  files: number
  kills: number
  restores: number
  /** From the acknowledgement to the last station that has it, milliseconds; those that reached all. */
  latenciesMs: number[]
  virtualMs: number
  hash: string
  lines: readonly string[]
}

/** Of a seed whose process ended before it: no verdict is no good one. */
export const brokenSeed = (seed: number, why: string): SeedResult => ({
  seed,
  broken: [why],
  restless: [],
  lost: [],
  duplicated: [],
  diverged: [],
  altered: [],
  scope: [],
  trace: [],
  courier: [],
  saved: 0,
  conflicts: 0,
  files: 0,
  kills: 0,
  restores: 0,
  latenciesMs: [],
  virtualMs: 0,
  hash: '',
  lines: [],
})

/** Everything that is wrong with a seed, in lines. */
export const problemsOf = (result: SeedResult): string[] =>
  (
    ['broken', 'lost', 'duplicated', 'diverged', 'altered', 'restless', 'scope', 'trace', 'courier'] as const
  ).flatMap((kind) => result[kind].map((what) => `${kind}: ${what}`))
