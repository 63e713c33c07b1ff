import type { Clock } from '#shared/kit/clock.ts'

const freeFailures = 5
const longestWaitMs = 15 * 60_000
const forgetAfterMs = 60 * 60_000
const maxNames = 10_000

/**
 * Slows guessing down: after five failures for a name each further one doubles the wait, to a quarter of an hour.
 * Names that do not exist are counted too, so that the answer tells nothing about them.
 */
export function createAttemptLimit(clock: Clock) {
  const failures = new Map<string, { count: number; lastMs: number }>()
  return {
    /** Milliseconds until the next try for this name is allowed; 0 when it is. A clock that was put back makes it no longer. */
    waitMs(name: string): number {
      const seen = failures.get(name)
      if (!seen || seen.count < freeFailures) return 0
      const waitMs = Math.min(longestWaitMs, 1000 * 2 ** (seen.count - freeFailures))
      return Math.max(0, Math.min(waitMs, seen.lastMs + waitMs - clock.now()))
    },
    /** Failures in a row that are still remembered. */
    failures: (name: string): number => failures.get(name)?.count ?? 0,
    failed(name: string): void {
      const seen = failures.get(name)
      const count = seen && clock.now() - seen.lastMs < forgetAfterMs ? seen.count + 1 : 1
      failures.delete(name)
      failures.set(name, { count, lastMs: clock.now() })
      if (failures.size > maxNames) failures.delete(failures.keys().next().value!)
    },
    succeeded(name: string): void {
      failures.delete(name)
    },
  }
}
