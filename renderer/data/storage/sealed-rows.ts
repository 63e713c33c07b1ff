import type { RowSeal } from '../encryption/row-seal.ts'
import type { StoredRow, StoreInstance } from './store-requests.ts'

/** Seals the rows of one store on their way in and opens them on their way out. */
export interface SealedRows {
  seal(row: StoredRow): Promise<StoredRow>
  /** One row that does not open never stops the others (promise 4): it is left out and told. */
  openAll(rows: StoredRow[]): Promise<StoredRow[]>
}

/** @param onBroken told of a row that was tampered with, or is sealed with another key */
export function createSealedRows(
  instance: StoreInstance,
  seal: RowSeal,
  onBroken: (row: StoredRow) => void,
): SealedRows {
  // What an index needs stays readable: ids, foreign keys, a status.
  const clear = [...new Set((instance.schema.indexes ?? []).flat())].filter((name) => !name.startsWith('_'))
  return {
    seal: (row) => seal.seal(row, clear),
    async openAll(rows) {
      const opened = await Promise.all(rows.map((row) => seal.open(row)))
      return opened.filter((row, place): row is StoredRow => {
        if (row === undefined) onBroken(rows[place]!)
        return row !== undefined
      })
    },
  }
}
