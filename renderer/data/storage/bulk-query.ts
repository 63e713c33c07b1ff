import type { PreparedQuery } from 'rxdb'
import {
  DEXIE_DOCS_TABLE_NAME,
  fromDexieToStorage,
  getKeyRangeByQueryPlan,
  type RxStorageInstanceDexie,
} from 'rxdb/plugins/storage-dexie'

/** True when the index alone gives the answer, whole and in order. */
const isAnsweredByIndex = <Row>({ query, queryPlan }: PreparedQuery<Row>): boolean =>
  queryPlan.selectorSatisfiedByIndex &&
  queryPlan.sortSatisfiedByIndex &&
  !query.skip &&
  query.limit === undefined

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/**
 * Makes queries that an index answers read in one request. RxDB's own way takes a request for every document: 200
 * visits are 200 turns of the event loop, and a card opens several times slower.
 */
export function readInBulk<Row>(instance: RxStorageInstanceDexie<Row>): void {
  const oneByOne = instance.query.bind(instance)
  instance.query = async (prepared) => {
    if (!isAnsweredByIndex(prepared)) return oneByOne(prepared)
    const { dexieDb, dexieTable, booleanIndexes } = await instance.internals
    const { IDBKeyRange: ranges } = (dexieDb as { _options: { IDBKeyRange: unknown } })._options
    const range: IDBKeyRange = getKeyRangeByQueryPlan(booleanIndexes, prepared.queryPlan, ranges)
    const indexName = `[${prepared.queryPlan.index.join('+')}]`
    const rows = await dexieDb.transaction('r', dexieTable, (transaction: { idbtrans: IDBTransaction }) =>
      settled(transaction.idbtrans.objectStore(DEXIE_DOCS_TABLE_NAME).index(indexName).getAll(range)),
    )
    return { documents: rows.map((row: unknown) => fromDexieToStorage<Row>(booleanIndexes, row)) }
  }
}
