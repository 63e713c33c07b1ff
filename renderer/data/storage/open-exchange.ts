import { fillWithDefaultSettings, getWrappedStorageInstance, type RxDatabase } from 'rxdb'
import { exchangeSchema } from './collection-schema.ts'
import type { DocumentStore } from './stored-document.ts'

/**
 * The store of what was exchanged by file: in the same place as the collections and as durable, but none of them, as it
 * has no live queries and RxDB counts collections (trap T10). Closed with the database.
 */
export async function openExchange(rxdb: RxDatabase): Promise<DocumentStore> {
  const schema = fillWithDefaultSettings(exchangeSchema)
  const inner = await rxdb.storage.createStorageInstance({
    databaseInstanceToken: rxdb.token,
    databaseName: rxdb.name,
    collectionName: 'exchange',
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
