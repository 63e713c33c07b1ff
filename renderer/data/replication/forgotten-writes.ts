import type { StoredCollection } from '../storage/stored-document.ts'
import { markOf, type Pending } from './pending.ts'
import type { UnsentRows } from './unsent-rows.ts'

/**
 * RxDB may have passed over a write: one of another window that was told after a later one, when the process ended in
 * between. What is the same and unsent at two looks, with nothing under way, is written again: that is seen.
 */
export interface ForgottenWrites {
  /** One look; to be called now and then. */
  send(): Promise<void>
  /** Looks twice when there has been quiet for a moment. */
  lookSoon(): void
  stop(): void
}

interface Parts {
  collection: StoredCollection
  unsent: UnsentRows
  pending: Pending
  type: string
  isBusy(): boolean
  isRefused(id: string): boolean
  /** Writes the document again as it is. */
  resend(id: string): Promise<unknown>
  onStorageFailure(cause: unknown): void
}

/** After this much quiet what is still unsent is looked at. */
const lookAfterMs = 1000

export function createForgottenWrites(parts: Parts): ForgottenWrites {
  const { collection, unsent, pending } = parts
  /** Unsent at the last look, with the mark of its state. */
  let before = new Map<string, string>()
  const sentAgain = new Map<string, string>()
  let looking: ReturnType<typeof setTimeout> | undefined

  /** @param once only what was not written again before */
  async function look(once: boolean) {
    const last = before
    before = new Map()
    if (parts.isBusy() || !unsent.isKnown()) return
    const open = pending.ids(parts.type).filter((id) => !parts.isRefused(id))
    if (open.length === 0) return
    const rows = await collection.storageInstance.findDocumentsById(open, true)
    for (const row of await unsent.of(rows)) {
      const mark = markOf(row)
      if (once && sentAgain.get(row.id) === mark) continue
      if (last.get(row.id) !== mark) before.set(row.id, mark)
      else {
        sentAgain.set(row.id, mark)
        await parts.resend(row.id)
      }
    }
  }

  function lookSoon() {
    if (looking !== undefined || pending.size() === 0) return
    looking = setTimeout(() => {
      looking = undefined
      look(true).then(() => before.size > 0 && lookSoon(), parts.onStorageFailure)
    }, lookAfterMs)
  }

  return { send: () => look(false), lookSoon, stop: () => clearTimeout(looking) }
}
