import { type StoredRow, settled } from '../storage/store-requests.ts'
import { createRowSeal, type DataKeys, keyNumberOf } from './row-seal.ts'

/**
 * Promise: every row comes under the newest key while people work, and nothing is lost when the PC dies in the middle.
 * A row is opened and sealed outside of a transaction and put back only where the store still holds that very body, so
 * a save in between wins. There is nothing to remember: what is left is what lies under an older key.
 */
export interface RowRenewal {
  /**
   * One walk over all rows. Only a walk that finds nothing says that nothing is left: other windows write meanwhile.
   * @returns how many rows it found under an older key; infinitely many when it was stopped
   */
  walk(onStep: (done: number) => void, signal: AbortSignal): Promise<number>
  /** Rows there are, all stores together. */
  count(): Promise<number>
}

interface RenewalParts {
  indexedDB: IDBFactory
  IDBKeyRange: typeof IDBKeyRange
  dataKeys: DataKeys
  /** Names of the sealed stores: their databases in IndexedDB by collection. */
  stores(): Promise<Map<string, string>>
  /** Lets what a person waits for go first. */
  pause(): Promise<void>
}

const stepRows = 100
const docs = 'docs'

async function open(indexedDB: IDBFactory, name: string): Promise<IDBDatabase> {
  const database = await settled(indexedDB.open(name))
  database.onversionchange = () => database.close()
  return database
}

/** Whether anything of the row is under an older key. */
export const isBehind = (row: StoredRow, current: number): boolean => {
  const base = row._base as StoredRow | undefined
  const older = (sealed: unknown) => {
    const number = keyNumberOf(sealed)
    return number !== undefined && number !== current
  }
  return older(row._sealed) || older(base?._sealed)
}

const sameBytes = (a: unknown, b: unknown): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array
    ? a.length === b.length && a.every((byte, at) => byte === b[at])
    : a === b

export function createRowRenewal(parts: RenewalParts): RowRenewal {
  const { current } = parts.dataKeys

  async function renewStep(database: IDBDatabase, collection: string, rows: StoredRow[]): Promise<number> {
    const seal = createRowSeal(parts.dataKeys, collection)
    const old = rows.filter((row) => isBehind(row, current))
    const fresh = await Promise.all(old.map((row) => seal.renew(row)))
    const transaction = database.transaction([docs], 'readwrite', { durability: 'strict' })
    const complete = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
    const store = transaction.objectStore(docs)
    await Promise.all(
      old.map(async (row, place) => {
        const next = fresh[place]
        // Tampered with, or of a key that nobody has: it did not open before, and stays.
        if (!next) return
        const there = await settled<StoredRow | undefined>(store.get(row.id))
        const base = (there?._base as StoredRow | undefined)?._sealed
        const isSame =
          there !== undefined &&
          sameBytes(there._sealed, row._sealed) &&
          sameBytes(base, (row._base as StoredRow | undefined)?._sealed)
        if (isSame) await settled(store.put(next))
      }),
    )
    await complete
    return fresh.filter((row) => row !== undefined).length
  }

  async function walkStore(
    name: string,
    collection: string,
    onRows: (rows: number) => void,
    signal: AbortSignal,
  ): Promise<number> {
    const database = await open(parts.indexedDB, name)
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
        if (rows.some((row) => isBehind(row, current))) found += await renewStep(database, collection, rows)
        onRows(rows.length)
      }
      return Number.POSITIVE_INFINITY
    } finally {
      database.close()
    }
  }

  return {
    async walk(onStep, signal) {
      let done = 0
      let found = 0
      const seen = (rows: number) => {
        done += rows
        onStep(done)
      }
      for (const [collection, name] of await parts.stores())
        found += await walkStore(name, collection, seen, signal)
      return found
    },
    async count() {
      let rows = 0
      for (const name of (await parts.stores()).values()) {
        const database = await open(parts.indexedDB, name)
        rows += await settled(database.transaction([docs], 'readonly').objectStore(docs).count())
        database.close()
      }
      return rows
    },
  }
}
