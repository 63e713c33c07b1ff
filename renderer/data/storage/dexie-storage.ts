import type { RxStorage } from 'rxdb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { readInBulk } from './bulk-query.ts'
import type { ListableStorage } from './open-database.ts'

/**
 * IndexedDB through Dexie with strict durability: a write resolves when it is on the disk (trap T9: relaxed is the
 * default). Tests hand in fake-indexeddb.
 */
export function dexieStorage(
  idb: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange } = globalThis,
): ListableStorage {
  const storage = getRxStorageDexie({
    indexedDB: idb.indexedDB,
    IDBKeyRange: idb.IDBKeyRange,
    chromeTransactionDurability: 'strict',
  })
  return {
    storage: {
      ...storage,
      async createStorageInstance(params: Parameters<typeof storage.createStorageInstance>[0]) {
        const instance = await storage.createStorageInstance(params)
        readInBulk(instance)
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
}
