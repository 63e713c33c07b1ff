import type { StoredRow } from '../storage/store-requests.ts'
import { countRows, type RowWalk, walkRows } from '../storage/walk-rows.ts'
import { createRowSeal, type DataKeys, keyNumberOf } from './row-seal.ts'

/** Every row comes under the newest key while people work; what is left is what lies under an older key. */
export interface RowRenewal {
  /**
   * One walk over all rows. Only a walk that finds nothing says that nothing is left: other windows write meanwhile.
   * @returns how many rows it found under an older key; infinitely many when it was stopped
   */
  walk(onStep: (done: number) => void, signal: AbortSignal): Promise<number>
  /** Rows there are, all stores together. */
  count(): Promise<number>
}

interface RenewalParts extends RowWalk {
  dataKeys: DataKeys
  /** Names of the sealed stores: their databases in IndexedDB by collection. */
  stores(): Promise<Map<string, string>>
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

export function createRowRenewal(parts: RenewalParts): RowRenewal {
  const { current } = parts.dataKeys
  return {
    async walk(onStep, signal) {
      let done = 0
      let found = 0
      const seen = (rows: number) => {
        done += rows
        onStep(done)
      }
      for (const [collection, name] of await parts.stores()) {
        const seal = createRowSeal(parts.dataKeys, collection)
        // One that does not renew was tampered with, or is of a key that nobody has: it did not open before, and stays.
        const renew = async (row: StoredRow) => (isBehind(row, current) ? seal.renew(row) : undefined)
        found += await walkRows(parts, name, renew, seen, signal)
      }
      return found
    },
    async count() {
      let rows = 0
      for (const name of (await parts.stores()).values()) rows += await countRows(parts.indexedDB, name)
      return rows
    },
  }
}
