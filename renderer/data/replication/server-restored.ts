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
import { neverThere } from './push-row.ts'
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
  /** Told of each part of what the server had lost; resolves when that is durable. Only then it is noted as lost. */
  onLost(ids: readonly string[]): Promise<void>
}

/** Up to this number the server's feed is the one that this station knows. */
export type CommonUntil = number

type Known = Awaited<ReturnType<typeof getAssumedMasterState<StoreRow>>>
const batch = 500

/**
 * Goes through one collection. What the server had lost must be written once more after it was noted as lost: RxDB sends
 * what differs from its note. A PC that dies in between does not find it here again, as the server knows what is noted.
 */
export async function findLost(
  { transport, signal, persist, isKnowable, onLost }: RestoredParts,
  collection: StoredCollection,
  state: ReplicationState,
  common: CommonUntil,
): Promise<void> {
  const inner = state.internalReplicationState
  if (!inner) return
  let from: RxStorageDefaultCheckpoint | undefined
  for (;;) {
    const { documents, checkpoint } = await getChangedDocumentsSince(collection.storageInstance, batch, from)
    if (documents.length === 0) return
    from = checkpoint as RxStorageDefaultCheckpoint
    const known = (await getAssumedMasterState(
      inner,
      documents.map((row) => row.id),
    )) as unknown as Known
    const revOf = new Map<string, string>()
    const knowable = new Set(documents.filter(isKnowable).map((row) => row.id))
    for (const [id, { docData }] of Object.entries(known))
      if (docData._rev && knowable.has(id)) revOf.set(id, docData._rev)
    const ids = await inHalves(
      [...revOf],
      (part) => transport.unknownRevisions(new Map(part), signal),
      persist,
    )
    if (ids.length === 0) continue
    const rows = await inHalves(ids, (part) => transport.changesOf([...part], signal), persist)
    const rowOf = new Map(rows.map((row) => [row.id, row]))
    await onLost(ids)
    for (const id of ids) {
      const now = serverHas(id, rowOf.get(id), common)
      const write = await getMetaWriteRow(inner, now as never, known[id]?.metaDocument as never)
      await state.metaInstance!.bulkWrite([write], 'lekar-server-restored')
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
