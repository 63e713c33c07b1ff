import { getAssumedMasterState } from 'rxdb'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { Subject } from 'rxjs'
import { aggregates, type CollectionName } from '#shared/domain/registry.ts'
import { keepWhatCame } from '../storage/keep-what-came.ts'
import {
  asWritten,
  cameFromServer,
  type StoredCollection,
  type StoredDocument,
  type StoreRow,
} from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import { createForgottenWrites } from './forgotten-writes.ts'
import { markOf, type Pending } from './pending.ts'
import type { PersistGate } from './persist-gate.ts'
import type { Checkpoint, PullHandler } from './pull-handler.ts'
import { isNeverThere, type PushRow } from './push-row.ts'
import type { ReplicationState } from './replication-state.ts'
import { createUnsentRows } from './unsent-rows.ts'

export interface CollectionReplication {
  state: ReplicationState
  /** Resolves when everything that is only here has been counted; waits while another window leads. */
  counted: Promise<void>
  /** News are waiting in the hub. */
  news(): void
  /** Sends a document again that RxDB counts as handled; false where there is none. */
  resend(id: string): Promise<boolean>
  /** Sends a document that the server has lost as if it had been written here; false where there is none. */
  sendLost(id: string): Promise<boolean>
  /** Looks for writes that RxDB has passed over; to be called now and then. */
  sendForgotten(): Promise<void>
  /** Takes a document away here that the server never had; false where it has an earlier state, or a new one came. */
  withdraw(id: string): Promise<boolean>
  /** When this PC got these documents from the server or heard that it has them, milliseconds. */
  onServerSince(ids: string[]): Promise<ReadonlyMap<string, number>>
  /** What the server is believed to have of these documents; those that it never had are left out. */
  serverStates(ids: readonly string[]): Promise<ReadonlyMap<string, StoreRow>>
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
  /** Whether the server refused it that was to have it by the word of a file: it must show it first. */
  isDenied(id: string): boolean
  /** Nothing of this refused document is left to send. */
  release(id: string, gone: boolean): Promise<void>
  /** RxDB has noted what the server has of these. */
  onNoted(ids: readonly string[]): void
  onActive(active: boolean): void
  onStorageFailure(cause: unknown): void
  onStorageWell(): void
}

/** Documents RxDB hands over at once; the push handler makes requests of a size that suits the link. */
const pushRows = 500

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
  const { type } = aggregates[parts.name]
  const unsent = createUnsentRows({ ...parts, state, type })
  const forgotten = createForgottenWrites({ ...parts, unsent, type, isBusy: () => busy, resend })
  let fromServer: string | undefined
  const ended = [
    // In every window: one that does not lead hears of its own saves from nobody sooner.
    collection.storageInstance.changeStream().subscribe((bulk) => {
      if (bulk.context === fromServer) return
      for (const { documentData } of bulk.events) {
        // The feed or a courier brought what the server has.
        if (cameFromServer(documentData)) pending.settled(documentData.id)
        else pending.written(documentData.id, markOf(documentData))
      }
    }),
    state.active$.subscribe((active) => {
      busy = active
      if (!active) forgotten.lookSoon()
      parts.onActive(active)
      if (!active) unsent.settle().catch(parts.onStorageFailure)
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
        parts.onNoted(
          bulk.events.flatMap(({ documentData: { isCheckpoint, itemId } }) =>
            isCheckpoint === '0' ? [itemId] : [],
          ),
        )
        parts.onStorageWell()
      }),
    )
    fromServer = await inner.downstreamBulkWriteFlag
    await unsent.count()
    // What another window told and has sent since.
    await unsent.settle()
    forgotten.lookSoon()
  }

  async function writeAgain(id: string, origin: 'kept' | 'here') {
    const [row] = await collection.storageInstance.findDocumentsById([id], true)
    if (!row) return false
    const { _deleted, _downloaded } = row
    const mark = origin === 'kept' && _downloaded !== undefined ? { _downloaded } : {}
    await writeDocuments(collection, [{ ...asWritten(row), _deleted, ...mark }], keepWhatCame([row]))
    return true
  }
  /** What a file brought of the server's stays the server's: nobody here wrote it. */
  function resend(id: string) {
    return writeAgain(id, 'kept')
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
    sendLost: (id) => writeAgain(id, 'here'),
    sendForgotten: forgotten.send,
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
    async serverStates(ids) {
      const inner = state.internalReplicationState
      const known = inner ? await getAssumedMasterState(inner, [...ids]) : {}
      const rows = Object.entries(known).map(([id, { docData }]) => [id, docData as StoreRow] as const)
      return new Map(rows.filter(([, row]) => !isNeverThere(row)))
    },
    async withdraw(id) {
      const inner = state.internalReplicationState
      const [row] = await collection.storageInstance.findDocumentsById([id], true)
      if (!inner || !row) return false
      const known = (await getAssumedMasterState(inner, [id]))[id]?.docData
      if (known && !isNeverThere(known)) return false
      // What was saved meanwhile is not taken away unseen.
      await writeDocuments(collection, [{ ...asWritten(row), _deleted: true }], keepWhatCame([row]))
      return (await collection.storageInstance.findDocumentsById([id], false)).length === 0
    },
    async stop() {
      forgotten.stop()
      for (const subscription of ended) subscription.unsubscribe()
      // Another window leads: nothing was started here.
      if (state.wasStarted) await started.catch(() => undefined)
      await state.cancel()
    },
  }
}
