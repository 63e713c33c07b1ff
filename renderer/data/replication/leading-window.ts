import type { RxDatabase } from 'rxdb'
import type { LocalStore } from '../storage/local-store.ts'
import type { Line } from './line.ts'
import type { Pending } from './pending.ts'
import { createSyncFacts } from './sync-facts.ts'
import { createWindowMirror, type WindowMirror } from './window-mirror.ts'

/** Which window of this PC replicates, and what the others know of it. */
export interface LeadingWindow
  extends Pick<WindowMirror, 'status' | 'isLeading' | 'askRetry' | 'withdraw' | 'end'> {
  /** Resolves when everything that is only here has been counted, by this window or by the leading one. */
  counted: Promise<void>
  /** This window has counted it. */
  allCounted(): void
}

interface Parts {
  rxdb: RxDatabase
  line: Line
  local: LocalStore
  pending: Pending
  /** Another window asks to try at once. */
  onRetry(): void
  /** Takes a refused document off this PC, for whatever window asks. */
  onWithdraw(id: string): Promise<boolean>
  onFailure(cause: unknown): void
}

export function createLeadingWindow({ rxdb, line, local, pending, ...on }: Parts): LeadingWindow {
  const { keeper, signal } = line
  let allCounted = (): void => undefined
  const counted = new Promise<void>((resolve) => {
    allCounted = resolve
  })
  const mirror = createWindowMirror({
    channel: rxdb.multiInstance ? new BroadcastChannel(`lekar-sync/${rxdb.name}`) : undefined,
    own: keeper.status,
    onlyHere: () => pending.newestFirst().map(([id]) => id),
    onMirrored(ids) {
      pending.mirror(ids)
      allCounted()
    },
    onRetry: on.onRetry,
    onWithdraw: on.onWithdraw,
  })
  if (rxdb.multiInstance)
    rxdb
      .waitForLeadership()
      .then(() => {
        if (signal.aborted) return
        keeper.takeOver(createSyncFacts(local))
        mirror.lead()
      })
      .catch(on.onFailure)
  const { status, isLeading, askRetry, withdraw, end } = mirror
  return { status, isLeading, askRetry, withdraw, end, counted, allCounted }
}
