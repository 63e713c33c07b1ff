import type { RandomBytes } from '#shared/kit/ids.ts'

/** Waits between tries: doubling with jitter, cut short when there is reason to hope. */
export interface Backoff {
  /** @param failures how many tries have failed in a row, from 1. Rejects when the signal is aborted. */
  wait(failures: number, signal: AbortSignal): Promise<void>
  /** Ends every wait now: the line is back, the user signed in, the window came to the front. */
  hurry(): void
}

const firstMs = 500
const longestMs = 30_000

export function createBackoff(random: RandomBytes): Backoff {
  const waiting = new Set<() => void>()
  return {
    wait: (failures, signal) =>
      new Promise((resolve, reject) => {
        const full = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 10))
        const jitter = (random(1)[0] ?? 0) / 256
        const timer = setTimeout(end, full / 2 + (full / 2) * jitter)
        function end() {
          waiting.delete(end)
          clearTimeout(timer)
          signal.removeEventListener('abort', end)
          if (signal.aborted) reject(signal.reason)
          else resolve()
        }
        waiting.add(end)
        signal.addEventListener('abort', end)
        if (signal.aborted) end()
      }),
    hurry() {
      for (const end of [...waiting]) end()
    },
  }
}
