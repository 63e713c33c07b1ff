import type { Clock } from '#shared/kit/clock.ts'
import type { AllReplications } from './all-replications.ts'
import { isDue } from './isolation.ts'
import type { Refusals } from './refusals.ts'
import type { Unmet } from './unmet.ts'

const everyMs = 30_000
/** A try waits in its push for the line, perhaps for days. After this long without an end it is made once more. */
const patienceMs = 600_000

interface Parts {
  refusals: Refusals
  unmet: Unmet
  replications: AllReplications
  clock: Clock
  isLeading(): boolean
  onFailure(cause: unknown): void
}

interface Try {
  /** What it was due for: a push that ends moves that. */
  dueMs: number
  atMs: number
}

/** Sends again what was refused and may be taken now, what has not met the server yet, and what RxDB has passed over. */
export function createSecondTries({
  refusals,
  unmet,
  replications: all,
  clock,
  isLeading,
  onFailure,
}: Parts) {
  let tries = new Map<string, Try>()

  function due(): string[] {
    const atMs = clock.now()
    const isUnderWay = (id: string, dueMs: number) => {
      const last = tries.get(id)
      return last?.dueMs === dueMs && atMs >= last.atMs && atMs < last.atMs + patienceMs
    }
    const waiting = [...refusals.dueMs(), ...unmet.dueMs()]
    const now = waiting.filter(([id, dueMs]) => isDue(dueMs, atMs) && !isUnderWay(id, dueMs))
    const open = new Set(waiting.map(([id]) => id))
    tries = new Map([...tries].filter(([id]) => open.has(id)))
    for (const [id, dueMs] of now) tries.set(id, { dueMs, atMs })
    return now.map(([id]) => id)
  }
  async function look() {
    if (!isLeading()) return
    for (const id of due()) if (!(await all.resend(id))) await unmet.remove(id)
    for (const replication of all.values()) await replication.sendForgotten()
  }
  async function again(ids: readonly string[]) {
    for (const id of ids) await all.resend(id)
  }
  let isLooking = false
  const looking = setInterval(() => {
    if (isLooking) return
    isLooking = true
    look()
      .catch(onFailure)
      .finally(() => {
        isLooking = false
      })
  }, everyMs)
  return {
    /** These documents are seen now: those of what was refused because they were not. */
    seen: (ids: Iterable<string>) => again(refusals.seen([...ids])),
    again,
    stop: () => clearInterval(looking),
  }
}
