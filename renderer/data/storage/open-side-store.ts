import { fillWithDefaultSettings, getWrappedStorageInstance, type RxDatabase } from 'rxdb'
import { sideStoreSchema } from './collection-schema.ts'
import type { DocumentStore } from './stored-document.ts'

/**
 * A store beside the collections, in the same place and as durable and sealed, but none of them, as it has no live
 * queries and RxDB counts collections (trap T10): what was exchanged by file, and the trace of access. Closed with the
 * database.
 */
export async function openSideStore(rxdb: RxDatabase, name: 'exchange' | 'audit'): Promise<DocumentStore> {
  const schema = fillWithDefaultSettings(sideStoreSchema)
  const inner = await rxdb.storage.createStorageInstance({
    databaseInstanceToken: rxdb.token,
    databaseName: rxdb.name,
    collectionName: name,
    schema,
    options: {},
    multiInstance: rxdb.multiInstance,
    devMode: false,
  })
  rxdb.onClose.push(() => inner.close())
  return {
    storageInstance: getWrappedStorageInstance(rxdb, inner, schema) as DocumentStore['storageInstance'],
  }
}
