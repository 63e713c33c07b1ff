import type { RxStorage } from 'rxdb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { AppError } from '#shared/errors/app-error.ts'
import { createRowRenewal } from '../encryption/renew-rows.ts'
import { createRowSeal, type DataKeys, isOfNewerProgram, openRows } from '../encryption/row-seal.ts'
import { createCarryOver } from '../migrations/carry-over.ts'
import type { FormatStep } from '../migrations/format-steps.ts'
import { aloneWithData } from '../migrations/windows.ts'
import { readInBulk } from './bulk-query.ts'
import { writeInBulk } from './bulk-write.ts'
import { hearEveryWindow } from './hear-every-window.ts'
import { createKnownKeys } from './known-keys.ts'
import { type NotedDocuments, noteInRows } from './notes-store.ts'
import type { ListableStorage } from './open-database.ts'
import { createPersonFirst } from './person-first.ts'
import { reachStore } from './reach-store.ts'
import { createSealedRows, type SealedRows } from './sealed-rows.ts'
import { settled } from './settled.ts'
import { slimIndexes } from './slim-indexes.ts'
import { inTransaction, type StoredRow, type StoreInstance } from './store-requests.ts'
import type { StoreWitness } from './store-witness.ts'

/** RxDB's notes about what the server has, one store a collection; the name is RxDB's. */
const isNotes = (store: string) => store.includes('rx-replication-meta-')
/** RxDB's own list of collections: no word of a patient, and it must be readable before anything else. */
const isList = (store: string) => store === '_rxdb_internal'

export interface SealOptions {
  /** Without keys rows are written as they are: for tests of the storage alone. */
  dataKeys?: DataKeys | undefined
  /** A row was tampered with or is sealed with another key. */
  onBroken?: ((id: string) => void) | undefined
  witness?: StoreWitness | undefined
  /** Those of the program when left out. */
  steps?: readonly FormatStep[]
}

/**
 * IndexedDB through Dexie with strict durability: a write resolves when it is on the disk (trap T9: relaxed is the
 * default). Reading and writing of documents are ours, with fewer requests (docs/adr/0007). Tests hand in fake-indexeddb.
 */
export function dexieStorage(
  idb: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange } = globalThis,
  { dataKeys, onBroken = () => undefined, witness, steps }: SealOptions = {},
): ListableStorage {
  const storage = getRxStorageDexie({
    indexedDB: idb.indexedDB,
    IDBKeyRange: idb.IDBKeyRange,
    chromeTransactionDurability: 'strict',
    onCreate: (dexie, name) => slimIndexes(dexie, isNotes(name)),
  })
  const person = createPersonFirst()
  // Not spread: the window's own `IDBKeyRange` is no enumerable member of it.
  const walk = { indexedDB: idb.indexedDB, IDBKeyRange: idb.IDBKeyRange, pause: person.pause }
  const sealOf = (collection: string) => (dataKeys ? createRowSeal(dataKeys, collection) : openRows)
  let newerSeal = false
  /** By database (each opening has its own token) and collection. */
  const noted = new Map<string, NotedDocuments>()
  return {
    storage: {
      ...storage,
      async createStorageInstance(params: Parameters<typeof storage.createStorageInstance>[0]) {
        const notes = isNotes(params.collectionName)
        // Other windows have no use for the notes: they would be sent every document once more.
        const instance = await storage.createStorageInstance({
          ...params,
          multiInstance: params.multiInstance && !notes,
        })
        const store = instance as unknown as StoreInstance
        hearEveryWindow(params.databaseInstanceToken)
        // RxDB does not wait: the format record would name collections that a kill leaves without a body.
        await store.internals
        const name = params.collectionName
        const seal = isList(name) ? openRows : sealOf(name)
        const documents = quicken(store, notes, createSealedRows(store, seal, onBrokenRow))
        const keyOf = (collection: string) => `${params.databaseInstanceToken} ${collection}`
        if (notes) noteInRows(store, (collection) => noted.get(keyOf(collection)))
        else noted.set(keyOf(params.collectionName), documents)
        return instance
      },
    } as unknown as RxStorage<unknown, unknown>,
    reach: () => reachStore(idb.indexedDB),
    witness,
    present: async (database) => {
      const stores = await storesOf(database)
      return stores && [...stores.keys()]
    },
    ...(dataKeys ? { renewal: (database) => renewalOf(database, dataKeys) } : {}),
    carryOver: (database) =>
      createCarryOver({
        ...walk,
        sealOf,
        stores: () => rowStoresOf(database),
        alone: (work) => aloneWithData(database, work),
        ...(steps ? { steps } : {}),
      }),
    metNewerSeal: () => newerSeal,
  }

  function onBrokenRow(row: StoredRow) {
    newerSeal ||= isOfNewerProgram(row._sealed)
    onBroken(row.id)
  }

  /** The names of a database's stores in IndexedDB, by collection. */
  async function storesOf(database: string): Promise<Map<string, string> | undefined> {
    // Firefox in private windows has no list.
    if (typeof idb.indexedDB.databases !== 'function') return undefined
    const prefix = `rxdb-dexie-${database}--0--`
    const names = (await idb.indexedDB.databases()).map((entry) => entry.name ?? '')
    return new Map(
      names.filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), name]),
    )
  }

  async function rowStoresOf(database: string) {
    const stores = await storesOf(database)
    return stores && new Map([...stores].filter(([collection]) => !isList(collection)))
  }

  function renewalOf(database: string, keys: DataKeys) {
    return createRowRenewal({
      ...walk,
      dataKeys: keys,
      async stores() {
        const stores = await rowStoresOf(database)
        // No list is no empty list: a key must not be given up for rows that nobody has looked at.
        if (!stores) throw new AppError('storage.unavailable', { detail: 'the stores cannot be listed' })
        return stores
      },
    })
  }

  function quicken(instance: StoreInstance, notes: boolean, sealed: SealedRows): NotedDocuments {
    const keys = createKnownKeys(
      () =>
        inTransaction(instance, 'readonly', 'default', (docs) => settled(docs.getAllKeys())) as Promise<
          string[]
        >,
    )
    // What another window writes.
    instance.changeStream().subscribe(({ events }) => keys.add(events.map(({ documentId }) => documentId)))
    const close = instance.close.bind(instance)
    instance.close = () => {
      keys.forget()
      return close()
    }
    const written = new Set<string>()
    const rows = readInBulk(instance, keys, person, sealed)
    writeInBulk(instance, {
      keys,
      person,
      sealed,
      isNotes: notes,
      onDownloaded(ids) {
        for (const id of ids) written.add(id)
      },
    })
    return { rows, takeWritten: (id) => written.delete(id) }
  }
}
