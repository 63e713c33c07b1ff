import type { RxStorage } from 'rxdb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { readInBulk } from './bulk-query.ts'
import { writeInBulk } from './bulk-write.ts'
import { createKnownKeys } from './known-keys.ts'
import { type NotedDocuments, noteInRows } from './notes-store.ts'
import type { ListableStorage } from './open-database.ts'
import { createPersonFirst } from './person-first.ts'
import { slimIndexes } from './slim-indexes.ts'
import { inTransaction, type StoreInstance, settled } from './store-requests.ts'

/** RxDB's notes about what the server has, one store a collection; the name is RxDB's. */
const isNotes = (store: string) => store.includes('rx-replication-meta-')

/**
 * IndexedDB through Dexie with strict durability: a write resolves when it is on the disk (trap T9: relaxed is the
 * default). Reading and writing of documents are ours, with fewer requests (docs/adr/0007). Tests hand in fake-indexeddb.
 */
export function dexieStorage(
  idb: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange } = globalThis,
): ListableStorage {
  const storage = getRxStorageDexie({
    indexedDB: idb.indexedDB,
    IDBKeyRange: idb.IDBKeyRange,
    chromeTransactionDurability: 'strict',
    onCreate: (dexie, name) => slimIndexes(dexie, isNotes(name)),
  })
  const person = createPersonFirst()
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
        const documents = quicken(store, notes)
        const keyOf = (collection: string) => `${params.databaseInstanceToken} ${collection}`
        if (notes) noteInRows(store, (collection) => noted.get(keyOf(collection)))
        else noted.set(keyOf(params.collectionName), documents)
        return instance
      },
    } as unknown as RxStorage<unknown, unknown>,
    async present(database) {
      // Firefox in private windows has no list.
      if (typeof idb.indexedDB.databases !== 'function') return undefined
      const prefix = `rxdb-dexie-${database}--0--`
      const names = (await idb.indexedDB.databases()).map((entry) => entry.name ?? '')
      return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
    },
  }

  function quicken(instance: StoreInstance, notes: boolean): NotedDocuments {
    const keys = createKnownKeys(
      () =>
        inTransaction(instance, 'readonly', 'default', (docs) => settled(docs.getAllKeys())) as Promise<
          string[]
        >,
    )
    const close = instance.close.bind(instance)
    instance.close = () => {
      keys.forget()
      return close()
    }
    const written = new Set<string>()
    const rows = readInBulk(instance, keys, person)
    writeInBulk(instance, {
      keys,
      person,
      isNotes: notes,
      onDownloaded(ids) {
        for (const id of ids) written.add(id)
      },
    })
    return { rows, takeWritten: (id) => written.delete(id) }
  }
}
