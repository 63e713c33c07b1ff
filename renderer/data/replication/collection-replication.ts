import {
  getAssumedMasterState,
  getChangedDocumentsSince,
  getLastCheckpointDoc,
  type RxStorageDefaultCheckpoint,
} from 'rxdb'
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication'
import { Subject } from 'rxjs'
import { aggregates, type CollectionName } from '#shared/domain/registry.ts'
import { keepWhatCame } from '../storage/keep-what-came.ts'
import { sameContent } from '../storage/same-content.ts'
import {
  asWritten,
  cameFromServer,
  type StoredCollection,
  type StoredDocument,
  type StoreRow,
} from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import { markOf, type Pending } from './pending.ts'
import type { PersistGate } from './persist-gate.ts'
import type { Checkpoint, PullHandler } from './pull-handler.ts'
import { isNeverThere, type PushRow } from './push-row.ts'

export type ReplicationState = RxReplicationState<StoredDocument, Checkpoint>

export interface CollectionReplication {
  state: ReplicationState
  /** Resolves when everything that is only here has been counted; waits while another window leads. */
  counted: Promise<void>
  /** News are waiting in the hub. */
  news(): void
  /** Sends a document again that RxDB counts as handled. */
  resend(id: string): Promise<void>
  /** Looks for writes that RxDB has passed over; to be called now and then. */
  sendForgotten(): Promise<void>
  /** Takes a document away here that the server never had; false where it has an earlier state. */
  withdraw(id: string): Promise<boolean>
  /** When this PC got these documents from the server or heard that it has them, milliseconds. */
  onServerSince(ids: string[]): Promise<ReadonlyMap<string, number>>
  /** RxDB's mark of writes that came from the server, as soon as it runs. */
  fromServer(): Promise<string>
  stop(): Promise<void>
}

interface Parts {
  name: CollectionName
  collection: StoredCollection
  identifier: string
  gate: PersistGate
  pull: PullHandler
  push(rows: PushRow[]): Promise<StoredDocument[]>
  pending: Pending
  /** Refused documents are counted elsewhere. */
  isRefused(id: string): boolean
  /** Ids of this type that were refused. */
  refused(): string[]
  /** Nothing of this refused document is left to send. */
  release(id: string): Promise<void>
  onActive(active: boolean): void
  onStorageFailure(cause: unknown): void
  onStorageWell(): void
}

/** Documents RxDB hands over at once; the push handler makes requests of a size that suits the link. */
const pushRows = 500
/** After this much quiet what is still unsent is looked at. */
const lookAfterMs = 1000

/** One collection's replication: RxDB's protocol over our hub and push handler, and the count of what is only here. */
export function replicateCollection(parts: Parts): CollectionReplication {
  const { collection, gate, pending } = parts
  const news = new Subject<'RESYNC'>()
  const state: ReplicationState = replicateRxCollection<StoredDocument, Checkpoint>({
    replicationIdentifier: parts.identifier,
    collection,
    live: true,
    // The handlers wait by themselves; RxDB calls again at once.
    retryTime: 50,
    waitForLeadership: true,
    autoStart: true,
    toggleOnDocumentVisible: false,
    pull: { batchSize: 1, stream$: news, handler: parts.pull },
    push: {
      batchSize: pushRows,
      handler: async (rows) => (await parts.push(rows)) as never,
    },
  })
  let busy = false
  let unsentBefore = new Map<string, string>()
  const sentAgain = new Map<string, string>()
  let looking: ReturnType<typeof setTimeout> | undefined
  const ended = [
    state.active$.subscribe((active) => {
      busy = active
      if (!active) lookSoon()
      parts.onActive(active)
      if (!active) settle().catch(parts.onStorageFailure)
    }),
    state.error$.subscribe((error) => {
      // Requests wait and tell by themselves: what comes here is a write that failed.
      if (error.parameters?.writeError || !error.rxdb) {
        gate.failed()
        parts.onStorageFailure(error)
      }
    }),
    state.sent$.subscribe((document) => {
      if (!parts.isRefused(document.id)) pending.acknowledged(document.id, markOf(document))
    }),
  ]
  const started = state.startPromise.then(watchStores)

  async function watchStores() {
    const inner = state.internalReplicationState
    const meta = state.metaInstance
    if (!inner || !meta) return
    ended.push(
      meta.changeStream().subscribe((bulk) => {
        for (const { documentData } of bulk.events)
          if (documentData.isCheckpoint === '1' && documentData.itemId === 'down')
            gate.durableAt((documentData.checkpointData as Checkpoint).since)
        parts.onStorageWell()
      }),
    )
    const fromServer = await inner.downstreamBulkWriteFlag
    ended.push(
      collection.storageInstance.changeStream().subscribe((bulk) => {
        if (bulk.context === fromServer) return
        for (const { documentData } of bulk.events) {
          // A courier brought what the server has.
          if (cameFromServer(documentData)) pending.settled(documentData.id)
          else pending.written(documentData.id, markOf(documentData))
        }
      }),
    )
    await countUnsent()
    // What another window told and has sent since.
    await settle()
  }

  /** What was written before this start and not sent: everything after RxDB's own mark of what it has pushed. */
  async function countUnsent() {
    const inner = state.internalReplicationState!
    let from = (await getLastCheckpointDoc(inner, 'up')) as RxStorageDefaultCheckpoint | undefined
    for (;;) {
      const { documents, checkpoint } = await getChangedDocumentsSince(collection.storageInstance, 500, from)
      if (documents.length === 0) return
      for (const row of await unsentOf(documents)) pending.written(row.id, markOf(row))
      from = checkpoint as RxStorageDefaultCheckpoint
    }
  }

  async function unsentOf(rows: StoreRow[]): Promise<StoreRow[]> {
    const own = rows.filter((row) => !cameFromServer(row))
    const ids = own.map((row) => row.id)
    const assumed = await getAssumedMasterState(state.internalReplicationState!, ids)
    return own.filter((row) => {
      const known = assumed[row.id]?.docData
      return !known || isNeverThere(known) || !sameContent(known, row)
    })
  }

  /**
   * A change that was taken back before it was sent is never acknowledged, and a refused one that the server has got in
   * another way is never pushed again: compare what is left when all is quiet.
   */
  async function settle() {
    const refused = parts.refused()
    const open = [...new Set([...pending.ids(aggregates[parts.name].type), ...refused])]
    if (open.length === 0 || !state.internalReplicationState) return
    const rows = await collection.storageInstance.findDocumentsById(open, true)
    const unsent = new Set((await unsentOf(rows)).map((row) => row.id))
    for (const id of open) if (!unsent.has(id) || parts.isRefused(id)) pending.settled(id)
    for (const id of refused) if (!unsent.has(id)) await parts.release(id)
  }

  /**
   * RxDB passes over a write that falls into the moment of a resync with a time before its mark: it was given its time
   * before what came from the server meanwhile, or the PC's clock was set back. What is the same and unsent at two looks,
   * with nothing under way, is written again: that is seen.
   * @param once only what was not written again before
   */
  async function sendForgotten(once = false) {
    const before = unsentBefore
    unsentBefore = new Map()
    if (busy || !state.internalReplicationState) return
    const open = pending.ids(aggregates[parts.name].type).filter((id) => !parts.isRefused(id))
    if (open.length === 0) return
    const rows = await collection.storageInstance.findDocumentsById(open, true)
    for (const row of await unsentOf(rows)) {
      const mark = markOf(row)
      if (once && sentAgain.get(row.id) === mark) continue
      if (before.get(row.id) !== mark) unsentBefore.set(row.id, mark)
      else {
        sentAgain.set(row.id, mark)
        await resend(row.id)
      }
    }
  }
  function lookSoon() {
    if (looking !== undefined || pending.size() === 0) return
    looking = setTimeout(() => {
      looking = undefined
      sendForgotten(true).then(() => unsentBefore.size > 0 && lookSoon(), parts.onStorageFailure)
    }, lookAfterMs)
  }

  async function resend(id: string) {
    const [row] = await collection.storageInstance.findDocumentsById([id], true)
    const again = row && { ...asWritten(row), _deleted: row._deleted }
    if (again) await writeDocuments(collection, [again], keepWhatCame([row]))
  }

  return {
    state,
    counted: started,
    news: () => news.next('RESYNC'),
    async fromServer() {
      await state.startPromise
      return state.internalReplicationState!.downstreamBulkWriteFlag
    },
    resend,
    sendForgotten: () => sendForgotten(),
    async onServerSince(ids) {
      const inner = state.internalReplicationState
      const rows = await collection.storageInstance.findDocumentsById(ids, false)
      const known = inner ? await getAssumedMasterState(inner, ids) : {}
      const since = new Map<string, number>()
      for (const row of rows) {
        const atMs = cameFromServer(row) ? row._meta.lwt : known[row.id]?.metaDocument._meta.lwt
        if (atMs !== undefined) since.set(row.id, atMs)
      }
      return since
    },
    async withdraw(id) {
      const inner = state.internalReplicationState
      const [row] = await collection.storageInstance.findDocumentsById([id], true)
      if (!inner || !row) return false
      const known = (await getAssumedMasterState(inner, [id]))[id]?.docData
      if (known && !isNeverThere(known)) return false
      await writeDocuments(collection, [{ ...asWritten(row), _deleted: true }])
      return true
    },
    async stop() {
      clearTimeout(looking)
      for (const subscription of ended) subscription.unsubscribe()
      // Another window leads: nothing was started here.
      if (state.wasStarted) await started.catch(() => undefined)
      await state.cancel()
    },
  }
}
