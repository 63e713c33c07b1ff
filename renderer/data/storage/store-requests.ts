import type { RxDocumentData } from 'rxdb'
import { DEXIE_DOCS_TABLE_NAME, type RxStorageInstanceDexie } from 'rxdb/plugins/storage-dexie'

/** One collection's body in IndexedDB, as RxDB made it. */
export type StoreInstance = RxStorageInstanceDexie<{ id: string }>
export type Row = RxDocumentData<{ id: string }>
/** A row as it lies in the store. */
export type StoredRow = Record<string, unknown> & {
  id: string
  _downloaded?: string | true
  /** What the server had before the row was edited here; never shown to RxDB. */
  _base?: object
  /** The body, where this PC has a key; see encryption/row-seal.ts. */
  _sealed?: Uint8Array
}

/** Runs a work in one transaction over the documents; resolves with its result when the transaction is complete. */
export async function inTransaction<T>(
  instance: StoreInstance,
  mode: IDBTransactionMode,
  durability: IDBTransactionDurability,
  work: (store: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const { dexieDb } = await instance.internals
  const transaction = (dexieDb.backendDB() as IDBDatabase).transaction([DEXIE_DOCS_TABLE_NAME], mode, {
    durability,
  })
  const complete = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'))
  })
  try {
    const result = await work(transaction.objectStore(DEXIE_DOCS_TABLE_NAME))
    await complete
    return result
  } catch (cause) {
    complete.catch(() => undefined)
    if (transaction.error === null) abort(transaction)
    throw transaction.error ?? cause
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // It ended by itself.
  }
}

/** IndexedDB has no index over true and false: RxDB keeps such fields as '1' and '0'. */
export function toStore(flags: readonly string[], row: Row): StoredRow {
  const stored: StoredRow = { ...row }
  for (const flag of flags) stored[flag] = stored[flag] ? '1' : '0'
  return stored
}

/** The row as RxDB knows it; what was read is its own copy already. */
export function fromStore(flags: readonly string[], stored: StoredRow): Row {
  delete stored._base
  for (const flag of flags) stored[flag] = stored[flag] === '1'
  return stored as unknown as Row
}
