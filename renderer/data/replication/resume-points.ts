import type { CollectionName } from '#shared/domain/registry.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { beginning, type Sequence } from './sequence.ts'

const key = 'resume-points'
type Points = Partial<Record<CollectionName, { checkpoint: Sequence; reached: Sequence }>>

/**
 * RxDB keeps a place only when documents came with it. A collection that got none for a long time would read all of
 * that again after a restart. Kept here: "from this checkpoint on, nothing for the collection until there". It stays
 * true whatever happens; where it is missing, pages are only read once more.
 */
export interface ResumePoints {
  after(collection: CollectionName, checkpoint: Sequence | undefined): Sequence
  remember(places: ReadonlyMap<CollectionName, Sequence>): Promise<void>
}

/** @param durable RxDB's own place of a collection now */
export function createResumePoints(
  local: LocalStore,
  durable: (collection: CollectionName) => Sequence,
): ResumePoints {
  return {
    after(collection, checkpoint) {
      const own = checkpoint ?? beginning
      const kept = local.get<Points>(key)?.[collection]
      return kept && kept.checkpoint === own ? kept.reached : own
    },
    async remember(places) {
      const points: Points = {}
      for (const [collection, reached] of places)
        points[collection] = { checkpoint: durable(collection), reached }
      if (JSON.stringify(points) !== JSON.stringify(local.get(key))) await local.put(key, points)
    },
  }
}
