import { prepareQuery, type RxDatabase } from 'rxdb'
import { getLocalDocStateByParent } from 'rxdb/plugins/local-documents'

export interface LocalRow {
  id: string
  data: object
  deleted: boolean
}

const stateOf = async (database: RxDatabase) => {
  const { storageInstance } = await getLocalDocStateByParent(database)
  return storageInstance
}

/** Every local document of the database; RxDB has no public list of them. */
export async function readLocalRows(database: RxDatabase): Promise<LocalRow[]> {
  const storage = await stateOf(database)
  const query = { selector: { _deleted: { $eq: false } }, sort: [{ id: 'asc' }], skip: 0 }
  const { documents } = await storage.query(prepareQuery(storage.schema, query as never))
  return documents.map((row) => ({ id: row.id, data: row.data, deleted: false }))
}

/** Calls back with each change, of this tab and of others. */
export async function localChanges(database: RxDatabase, listener: (rows: LocalRow[]) => void) {
  const storage = await stateOf(database)
  return storage
    .changeStream()
    .subscribe((bulk) =>
      listener(
        bulk.events.map(({ documentData: row }) => ({ id: row.id, data: row.data, deleted: row._deleted })),
      ),
    )
}
