import {
  getAssumedMasterState,
  getChangedDocumentsSince,
  getMetaWriteRow,
  type RxStorageDefaultCheckpoint,
} from 'rxdb'
import { type ChangesRow, fromWire } from '#shared/contract/couch.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { StoredCollection, StoreRow } from '../storage/stored-document.ts'
import type { CouchTransport } from './couch-transport.ts'
import { inHalves } from './in-halves.ts'
import { isNeverThere, neverThere } from './push-row.ts'
import type { ReplicationState } from './replication-state.ts'
import { numberOf } from './sequence.ts'

/**
 * The server came back from a backup: what it had acknowledged since then is gone there, and perhaps only here now.
 * Every document whose revision the server does not know any more is marked as changed here, so that it is pushed (and
 * merged, where the server has something else by now).
 */
export interface RestoredParts {
  transport: CouchTransport
  signal: AbortSignal
  /** @param forCaller failures that are thrown instead of being waited for */
  persist<T>(request: () => Promise<T>, forCaller: (error: AppError) => boolean): Promise<T>
  /**
   * Whether the server would know this document for sure: to a session that sees a part of the clinic the rest looks lost,
   * and is left to a session that sees it.
   */
  isKnowable(row: StoreRow): boolean
}

/** Up to this number the server's feed is the one that this station knows. */
export type CommonUntil = number

type Known = Awaited<ReturnType<typeof getAssumedMasterState<StoreRow>>>
const batch = 500

/** Goes through one collection. Returns the ids that the server had lost; they must be written once more. */
export async function findLost(
  { transport, signal, persist, isKnowable }: RestoredParts,
  collection: StoredCollection,
  state: ReplicationState,
  common: CommonUntil,
): Promise<string[]> {
  const inner = state.internalReplicationState
  if (!inner) return []
  const lost: string[] = []
  let from: RxStorageDefaultCheckpoint | undefined
  for (;;) {
    const { documents, checkpoint } = await getChangedDocumentsSince(collection.storageInstance, batch, from)
    if (documents.length === 0) return lost
    from = checkpoint as RxStorageDefaultCheckpoint
    const known = (await getAssumedMasterState(
      inner,
      documents.map((row) => row.id),
    )) as unknown as Known
    const revOf = new Map<string, string>()
    const knowable = new Set(documents.filter(isKnowable).map((row) => row.id))
    for (const [id, { docData }] of Object.entries(known)) {
      if (!knowable.has(id)) continue
      if (docData._rev) revOf.set(id, docData._rev)
      // Found before, and the process died before it was written once more.
      else if (isNeverThere(docData)) lost.push(id)
    }
    const ids = await inHalves(
      [...revOf],
      (part) => transport.unknownRevisions(new Map(part), signal),
      persist,
    )
    if (ids.length === 0) continue
    const rows = await inHalves(ids, (part) => transport.changesOf([...part], signal), persist)
    const rowOf = new Map(rows.map((row) => [row.id, row]))
    for (const id of ids) {
      const now = serverHas(id, rowOf.get(id), common)
      const write = await getMetaWriteRow(inner, now as never, known[id]?.metaDocument as never)
      const { error } = await state.metaInstance!.bulkWrite([write], 'lekar-server-restored')
      if (error.length === 0) lost.push(id)
    }
  }
}

/**
 * What the server is to be assumed to have. What is from the common part of the feed is our own past. Anything later was
 * written after the restore: no common past is known, and the merge asks a person.
 */
function serverHas(id: string, row: ChangesRow | undefined, common: CommonUntil) {
  if (!row?.doc || row.deleted || numberOf(row.seq) > common) return neverThere(id)
  return { ...fromWire(row.doc).document, _rev: row.doc._rev, _deleted: false }
}
