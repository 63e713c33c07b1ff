import { CouchError } from '../couch/couch-error.ts'
import { withTimeLimit } from './time-limit.ts'

const windowMs = 10_000
const budgetMs = 1000
const mostUsers = 10_000

/**
 * How long patterns whose time is not bounded by the text may keep this server's only thread for one person: a second
 * in ten, however many queries they ask at once.
 */
export function createPatternBudget(nowMs: () => number = () => performance.now()) {
  const spent = new Map<string, { sinceMs: number; ms: number }>()
  const entryOf = (user: string, now: number) => {
    const known = spent.get(user)
    if (known && now - known.sinceMs < windowMs) return known
    if (spent.size >= mostUsers) spent.clear()
    const fresh = { sinceMs: now, ms: 0 }
    spent.set(user, fresh)
    return fresh
  }
  return {
    /** Runs a step of somebody's query. 400 `timeout` when it takes what is left, 429 when nothing was left. */
    run<T>(user: string, step: () => T): T {
      const beganMs = nowMs()
      const entry = entryOf(user, beganMs)
      const leftMs = Math.floor(budgetMs - entry.ms)
      if (leftMs < 1)
        throw new CouchError(429, 'too_many_requests', 'your patterns take too long; wait some seconds')
      try {
        return withTimeLimit(step, leftMs)
      } finally {
        entry.ms += nowMs() - beganMs
      }
    },
  }
}
export type PatternBudget = ReturnType<typeof createPatternBudget>
