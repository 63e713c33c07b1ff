import { getHeightOfRevision, prepareQuery, type RxDatabase } from 'rxdb'
import { getLocalDocStateByParent } from 'rxdb/plugins/local-documents'

export interface LocalRow {
  id: string
  data: object
  deleted: boolean
  /** How often it was written. */
  height: number
}

const stateOf = async (database: RxDatabase) => {
  const { storageInstance } = await getLocalDocStateByParent(database)
  return storageInstance
}

const heightOf = ({ _rev }: { _rev: string }) => getHeightOfRevision(_rev)

/**
 * Removes a local document. RxDB removes what it has last heard of, which is not what another window has just written: then
 * it is told what lies there.
 */
export async function removeLocalRow(database: RxDatabase, id: string): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      await (await database.getLocal(id))?.remove()
      return
    } catch (cause) {
      if (!isConflict(cause) || tries === mostTries) throw cause
      const { docCache } = await getLocalDocStateByParent(database)
      if (cause.documentInDb) docCache.getCachedRxDocument(cause.documentInDb as never)
    }
}

type Conflict = { documentInDb?: object }
const isConflict = (cause: unknown): cause is Conflict =>
  typeof cause === 'object' && cause !== null && 'status' in cause && cause.status === 409
const mostTries = 5

/** Every local document of the database; RxDB has no public list of them. */
export async function readLocalRows(database: RxDatabase): Promise<LocalRow[]> {
  const storage = await stateOf(database)
  const query = { selector: { _deleted: { $eq: false } }, sort: [{ id: 'asc' }], skip: 0 }
  const { documents } = await storage.query(prepareQuery(storage.schema, query as never))
  return documents.map((row) => ({ id: row.id, data: row.data, deleted: false, height: heightOf(row) }))
}

/** Calls back with each change, of this tab and of others. */
export async function localChanges(database: RxDatabase, listener: (rows: LocalRow[]) => void) {
  const storage = await stateOf(database)
  return storage.changeStream().subscribe((bulk) =>
    listener(
      bulk.events.map(({ documentData: row }) => ({
        ...{ id: row.id, data: row.data, deleted: row._deleted },
        height: heightOf(row),
      })),
    ),
  )
}
