import type { AllReplications } from './all-replications.ts'
import type { Refusals } from './refusals.ts'

const everyMs = 30_000

/** Sends again what was refused and may be taken now, and what RxDB has passed over. */
export function createSecondTries(
  refusals: Refusals,
  all: AllReplications,
  isLeading: () => boolean,
  onFailure: (cause: unknown) => void,
) {
  async function look() {
    if (!isLeading()) return
    for (const id of refusals.due()) await all.resend(id)
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
