import type { ReplicationPullHandlerResult } from 'rxdb'
import type { CollectionName } from '#shared/domain/registry.ts'
import type { HybridTime } from '#shared/kit/hybrid-clock.ts'
import type { IncomingDocument, StoredDocument } from '../storage/stored-document.ts'
import type { ChangesHub } from './changes-hub.ts'
import type { PersistGate } from './persist-gate.ts'
import { beginning, type Sequence } from './sequence.ts'

export interface Checkpoint {
  since: Sequence
  /** Counts what was handed in beside the feed, so that RxDB notes when it is durable. */
  beside?: number
}
export type PullHandler = (
  checkpoint: Checkpoint | undefined,
) => Promise<ReplicationPullHandlerResult<StoredDocument, Checkpoint>>

/**
 * Hands a collection the next part of the feed, but not before the last part is durable: RxDB itself neither waits nor
 * gives a part again whose writing failed, it would move on past it. RxDB stops at the first empty answer (its batch
 * size is 1 for that), which comes only at the true end (trap T4).
 *
 * @param resumeAt where to go on after a restart, from the checkpoint that RxDB kept
 * @param inScope the place in the feed that the server answers from now
 * @param afterFailure waits before a part that could not be written is handed out again
 * @param overwritten what this station pushed and an older row of the feed has gone over
 * @param observe tells the hybrid clock of the stamps that came
 */
export function createPullHandler(
  collection: CollectionName,
  hub: ChangesHub,
  gate: PersistGate,
  resumeAt: (checkpoint: Sequence | undefined) => Sequence,
  inScope: (place: Sequence) => Promise<Sequence>,
  afterFailure: () => Promise<void>,
  overwritten: () => Promise<IncomingDocument[]>,
  observe: (stamp: HybridTime) => void,
): PullHandler {
  let beside = 0
  return async (checkpoint) => {
    // The first call's place is on the disk. What a later one gets may be ahead of its rows, which are being written.
    if (gate.durable() === undefined) gate.durableAt(checkpoint?.since ?? beginning)
    const written = await gate.settled()
    if (!written) await afterFailure()
    const kept = resumeAt(gate.durable())
    const since = await inScope(written ? (hub.places().get(collection) ?? kept) : kept)
    const part = await hub.read(collection, since)
    if (!part) {
      const own = await overwritten()
      if (own.length === 0) return { documents: [], checkpoint: checkpoint ?? { since } }
      const place = hub.places().get(collection) ?? since
      gate.handed(place)
      return { documents: own, checkpoint: { since: place, beside: ++beside } }
    }
    gate.handed(part.to)
    for (const { updatedAt } of part.documents) if (updatedAt) observe(updatedAt)
    return { documents: part.documents, checkpoint: { since: part.to } }
  }
}
