import { settled } from './settled.ts'
import type { StoredRow } from './store-requests.ts'

/**
 * Promise: rows are rewritten while people work, and nothing is lost when the PC dies in the middle. A row is opened and
 * sealed outside of a transaction and put back only where the store still holds that very body, so a save in between
 * wins. There is nothing to remember: whoever walks again finds what is left.
 */
export interface RowWalk {
  indexedDB: IDBFactory
  IDBKeyRange: typeof IDBKeyRange
  /** Lets what a person waits for go first. */
  pause(): Promise<void>
}

const stepRows = 100
const docs = 'docs'

export async function openStore(indexedDB: IDBFactory, name: string): Promise<IDBDatabase> {
  const database = await settled(indexedDB.open(name))
  database.onversionchange = () => database.close()
  return database
}

/**
 * One walk over the rows of a store.
 * @param name of the store's database in IndexedDB
 * @param change the row as it is to be, undefined for one that stays
 * @returns how many rows were rewritten; infinitely many when it was stopped
 */
export async function walkRows(
  parts: RowWalk,
  name: string,
  change: (row: StoredRow) => Promise<StoredRow | undefined>,
  onRows: (rows: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const database = await openStore(parts.indexedDB, name)
  let found = 0
  try {
    let after: string | undefined
    while (!signal.aborted) {
      await parts.pause()
      const range = after === undefined ? null : parts.IDBKeyRange.lowerBound(after, true)
      const store = database.transaction([docs], 'readonly').objectStore(docs)
      const rows = await settled<StoredRow[]>(store.getAll(range, stepRows))
      if (rows.length === 0) return found
      after = rows.at(-1)!.id
      found += await rewrite(database, rows, change)
      onRows(rows.length)
    }
    return Number.POSITIVE_INFINITY
  } finally {
    database.close()
  }
}

/** So many rows there are. */
export async function countRows(indexedDB: IDBFactory, name: string): Promise<number> {
  const database = await openStore(indexedDB, name)
  try {
    return await settled(database.transaction([docs], 'readonly').objectStore(docs).count())
  } finally {
    database.close()
  }
}

/** Writes one row; resolves when it is on the disk. */
export async function putRow(indexedDB: IDBFactory, name: string, row: StoredRow): Promise<void> {
  const database = await openStore(indexedDB, name)
  try {
    const { store, complete } = begin(database)
    await Promise.all([complete, settled(store.put(row))])
  } finally {
    database.close()
  }
}

/** A transaction whose end is heard by whoever waits for `complete`, also where a request fails first. */
function begin(database: IDBDatabase) {
  const transaction = database.transaction([docs], 'readwrite', { durability: 'strict' })
  const complete = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'))
  })
  complete.catch(() => undefined)
  return { store: transaction.objectStore(docs), complete }
}

async function rewrite(
  database: IDBDatabase,
  rows: StoredRow[],
  change: (row: StoredRow) => Promise<StoredRow | undefined>,
): Promise<number> {
  const fresh = await Promise.all(rows.map(change))
  if (fresh.every((row) => row === undefined)) return 0
  const { store, complete } = begin(database)
  const put = rows.map(async (row, place) => {
    const next = fresh[place]
    if (!next) return
    const there = await settled<StoredRow | undefined>(store.get(row.id))
    if (there !== undefined && isSame(there, row)) await settled(store.put(next))
  })
  await Promise.all([complete, ...put])
  return fresh.filter((row) => row !== undefined).length
}

const sealedBase = (row: StoredRow) => (row._base as StoredRow | undefined)?._sealed

/** The very body that was read; where nothing is sealed RxDB's revision tells. */
const isSame = (there: StoredRow, read: StoredRow): boolean =>
  sameBytes(there._sealed, read._sealed) &&
  sameBytes(sealedBase(there), sealedBase(read)) &&
  there._rev === read._rev

const sameBytes = (a: unknown, b: unknown): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array
    ? a.length === b.length && a.every((byte, at) => byte === b[at])
    : a === b
