import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { beginning, type Sequence } from './sequence.ts'

const factsKey = 'sync-facts'
const pointsKey = 'resume-points'

interface Facts {
  firstSyncDone: boolean
  lastContactMs?: number
  /** So far ahead was the clock that tells it. */
  contactOffMs?: number
}
type Points = Partial<Record<CollectionName, { checkpoint: Sequence; reached: Sequence }>>

/**
 * What the replication knows from before a restart. RxDB keeps a place only when documents came with it; a collection
 * that got none for a long time would read all of that again. So this is kept too: "from this checkpoint on, nothing
 * for the collection until there". It stays true whatever happens; where it is missing, pages are only read once more.
 */
export interface SyncFacts {
  firstSyncDone: boolean
  /** By the clock of this PC. */
  lastContactMs: number | undefined
  /** By the server's. */
  lastContactThereMs: number | undefined
  /** Where a collection goes on. @param checkpoint RxDB's own place */
  resumeAt(collection: CollectionName, checkpoint: Sequence | undefined): Sequence
  /** A station that was filled beside the feed goes on from here, in every collection. */
  startAt(head: Sequence): Promise<void>
  keep(now: {
    firstSyncDone: boolean
    lastContactMs: number | undefined
    /** So far is this PC's clock ahead of the server's. */
    offMs: number
    /** Every collection has seen the end of the feed. */
    complete: boolean
    places: ReadonlyMap<CollectionName, Sequence>
    durable(collection: CollectionName): Sequence | undefined
    /** Something was handed out and is not durable yet: its place in the feed is not this station's. */
    isOpen(collection: CollectionName): boolean
  }): Promise<void>
}

export function createSyncFacts(local: LocalStore): SyncFacts {
  const known = local.get<Facts>(factsKey)
  let firstSyncDone = known?.firstSyncDone === true
  return {
    firstSyncDone,
    lastContactMs: known?.lastContactMs,
    lastContactThereMs:
      known?.lastContactMs === undefined ? undefined : known.lastContactMs - (known.contactOffMs ?? 0),
    resumeAt(collection, checkpoint) {
      const own = checkpoint ?? beginning
      const point = local.get<Points>(pointsKey)?.[collection]
      return point && point.checkpoint === own ? point.reached : own
    },
    async startAt(head) {
      const points: Points = {}
      for (const name of collectionNames) points[name] = { checkpoint: beginning, reached: head }
      await local.put(pointsKey, points)
    },
    async keep({ lastContactMs, offMs, complete, places, durable, isOpen, ...now }) {
      firstSyncDone ||= now.firstSyncDone
      const before = local.get<Facts>(factsKey)
      // What is known of the clock now says nothing of a contact before this start.
      const isBefore = before?.lastContactMs === lastContactMs
      const contactOffMs = isBefore ? before?.contactOffMs : Math.round(offMs)
      const contact =
        lastContactMs === undefined ? {} : { lastContactMs, ...(contactOffMs ? { contactOffMs } : {}) }
      const facts: Facts = { firstSyncDone, ...contact }
      if (!same(facts, before)) await local.put(factsKey, facts)
      if (!complete) return
      const points: Points = {}
      for (const name of collectionNames) {
        const checkpoint = durable(name) ?? beginning
        const reached = places.get(name)
        if (reached !== undefined && !isOpen(name)) points[name] = { checkpoint, reached }
      }
      if (!same(points, local.get(pointsKey))) await local.put(pointsKey, points)
    },
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
