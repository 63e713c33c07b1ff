import { getAssumedMasterState, getChangedDocumentsSince, getLastCheckpointDoc } from 'rxdb'
import { sameContent } from '../storage/same-content.ts'
import { cameFromServer, type StoredCollection, type StoreRow } from '../storage/stored-document.ts'
import { markOf, type Pending } from './pending.ts'
import { isNeverThere } from './push-row.ts'
import type { ReplicationState, StoreCheckpoint } from './replication-state.ts'

/** Which rows of one collection are written here and not known to be on the server. */
export interface UnsentRows {
  /** Whether RxDB runs in this window: before that nothing can be said. */
  isKnown(): boolean
  /** Those of these rows. */
  of(rows: readonly StoreRow[]): Promise<StoreRow[]>
  /** Notes as pending what was written before this start: what lies after RxDB's own mark of what it has pushed, or near it. */
  count(): Promise<void>
  /**
   * A change that was taken back before it was sent is never acknowledged, and a refused one that the server has got in
   * another way is never pushed again: compares what is left when all is quiet.
   */
  settle(): Promise<void>
}

interface Parts {
  collection: StoredCollection
  state: ReplicationState
  pending: Pending
  /** The type of the collection's documents. */
  type: string
  /** Refused documents are counted elsewhere. */
  isRefused(id: string): boolean
  /** Ids of this type that were refused. */
  refused(): string[]
  /** Whether the server refused it that was to have it by the word of a file: it must show it first. */
  isDenied(id: string): boolean
  /** Nothing of this refused document is left to send. @param gone it is deleted here */
  release(id: string, gone: boolean): Promise<void>
}

/**
 * RxDB's mark may be of a later row than one that was not sent: of another window, which told of its own late and was ended
 * with this one.
 */
const lookBackMs = 60_000

export function createUnsentRows(parts: Parts): UnsentRows {
  const { collection, state, pending } = parts

  const of = (rows: readonly StoreRow[]) => unnoted(rows.filter((row) => !cameFromServer(row)))

  /** Those of which it is not noted that the server has them, as it is not of what a file brought before that is asked. */
  async function unnoted(rows: readonly StoreRow[]): Promise<StoreRow[]> {
    const ids = rows.map((row) => row.id)
    const assumed = await getAssumedMasterState(state.internalReplicationState!, ids)
    return rows.filter((row) => {
      const known = assumed[row.id]?.docData
      return !known || isNeverThere(known) || !sameContent(known, row)
    })
  }

  return {
    isKnown: () => state.internalReplicationState !== undefined,
    of,
    async count() {
      const inner = state.internalReplicationState!
      const mark = (await getLastCheckpointDoc(inner, 'up')) as StoreCheckpoint | undefined
      let from = mark && { id: '', lwt: mark.lwt - lookBackMs }
      for (;;) {
        const { documents, checkpoint } = await getChangedDocumentsSince(
          collection.storageInstance,
          500,
          from,
        )
        if (documents.length === 0) return
        for (const row of await of(documents)) pending.written(row.id, markOf(row))
        from = checkpoint as StoreCheckpoint
      }
    },
    async settle() {
      const refused = parts.refused()
      const open = [...new Set([...pending.ids(parts.type), ...refused])]
      if (open.length === 0 || !state.internalReplicationState) return
      const rows = await collection.storageInstance.findDocumentsById(open, true)
      const different = new Map((await unnoted(rows)).map((row) => [row.id, row]))
      const isUnsent = (id: string) => {
        const row = different.get(id)
        return row !== undefined && !cameFromServer(row)
      }
      for (const id of open) if (!isUnsent(id) || parts.isRefused(id)) pending.settled(id)
      const gone = new Set(rows.flatMap((row) => (row._deleted ? [row.id] : [])))
      for (const id of refused)
        if (!(parts.isDenied(id) ? different.has(id) : isUnsent(id))) await parts.release(id, gone.has(id))
    },
  }
}
