import type { Clock } from '#shared/kit/clock.ts'

const freeFailures = 5
const longestWaitMs = 15 * 60_000

/** Failed passwords on this PC, kept over restarts. */
export interface TryStore {
  read(): string | null
  write(value: string): void
}

/**
 * Slows down who tries passwords without the server: after five failures each further one doubles the wait, to a quarter
 * of an hour. All users of the PC share the count, so that names are no way around it.
 */
export function createOfflineTries(store: TryStore, clock: Clock) {
  const seen = (): { count: number; lastMs: number } => {
    const [count = 0, lastMs = 0] = (store.read() ?? '').split(' ').map(Number)
    return { count: count || 0, lastMs: lastMs || 0 }
  }
  return {
    /** Milliseconds until the next try; 0 when it is allowed. A clock that was set back does not shorten it. */
    waitMs(): number {
      const { count, lastMs } = seen()
      if (count < freeFailures) return 0
      const waitMs = Math.min(longestWaitMs, 1000 * 2 ** (count - freeFailures))
      return Math.max(0, Math.min(waitMs, lastMs + waitMs - clock.now()))
    },
    failed: () => store.write(`${seen().count + 1} ${clock.now()}`),
    succeeded: () => store.write(''),
  }
}
