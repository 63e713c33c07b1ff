import type { AllReplications } from './all-replications.ts'
import type { Refusals } from './refusals.ts'
import type { Unmet } from './unmet.ts'

const everyMs = 30_000

interface Parts {
  refusals: Refusals
  unmet: Unmet
  replications: AllReplications
  isLeading(): boolean
  onFailure(cause: unknown): void
}

/** Sends again what was refused and may be taken now, what has not met the server yet, and what RxDB has passed over. */
export function createSecondTries({ refusals, unmet, replications: all, isLeading, onFailure }: Parts) {
  async function look() {
    if (!isLeading()) return
    for (const id of refusals.due()) await all.resend(id)
    for (const id of unmet.due()) if (!(await all.resend(id))) await unmet.remove(id)
    for (const replication of all.values()) await replication.sendForgotten()
  }
  async function again(ids: readonly string[]) {
    for (const id of ids) await all.resend(id)
  }
  const looking = setInterval(() => look().catch(onFailure), everyMs)
  return {
    /** These documents are seen now: those of what was refused because they were not. */
    seen: (ids: Iterable<string>) => again(refusals.seen([...ids])),
    again,
    stop: () => clearInterval(looking),
  }
}
