import { AppError } from '#shared/errors/app-error.ts'
import { assert } from '#shared/kit/assert.ts'
import type { RowSeal } from '../encryption/row-seal.ts'
import { settled } from '../storage/settled.ts'
import { storageError } from '../storage/storage-error.ts'
import type { StoredRow } from '../storage/store-requests.ts'
import { countRows, openStore, putRow, type RowWalk, walkRows } from '../storage/walk-rows.ts'
import { type FormatStep, formatSteps, formatVersion } from './format-steps.ts'

/**
 * Promise: data of an earlier format is carried over before anybody works with it, and a kill, a full disk or a second
 * window lose nothing: rows are rewritten one by one where they lie, the record says how far it is, and the next opening
 * goes on. Data of a newer format is not touched at all (docs/adr/0030).
 */
export interface CarryOver {
  /** The format that it leads to. */
  version: number
  /** @throws AppError `storage.newer-version`, `storage.full-at-update`, `storage.other-window` */
  run(onProgress: (progress: CarryOverProgress) => void): Promise<void>
}
/** Rows, of all steps together. */
export interface CarryOverProgress {
  done: number
  total: number
}

/** What the store says of itself. `from` stands there while rows of an earlier format may be left. */
export interface FormatRecord {
  version: number
  from?: number
  collections: string[]
}
export const formatKey = 'format'

/** Where RxDB keeps the local documents of a database; the name is RxDB's. */
const localDocuments = 'plugin-local-documents-'

interface CarryOverParts extends RowWalk {
  /** Names of the stores' databases in IndexedDB by collection; undefined where they cannot be listed. */
  stores(): Promise<Map<string, string> | undefined>
  sealOf(collection: string): RowSeal
  /** Runs while no other window has the data open; false when one has. */
  alone(work: () => Promise<void>): Promise<boolean>
  steps?: readonly FormatStep[]
}

export function createCarryOver(parts: CarryOverParts): CarryOver {
  const { steps = formatSteps } = parts
  const newest = steps.at(-1)?.to ?? formatVersion

  async function carry(stores: Map<string, string>, onProgress: (progress: CarryOverProgress) => void) {
    const record = await readFormat(parts, stores)
    if (!record || record.format.version > newest) return
    const before = record.format.from ?? record.format.version
    const open = steps.filter(({ to }) => to > before)
    if (open.length === 0) return
    // First of all: from here on an older program stays away, also when this is cut short.
    await record.write({ ...record.format, version: newest, from: before })
    const walks = open.filter(({ rewrite }) => rewrite !== undefined).length
    const total = walks === 0 ? 0 : walks * (await countAll(parts, stores))
    let done = 0
    for (const { to, rewrite } of open) {
      for (const [collection, name] of rewrite ? stores : []) {
        const seal = parts.sealOf(collection)
        const change = (row: StoredRow) =>
          // The record of the format is written by its own hand.
          collection === localDocuments && row.id === formatKey
            ? Promise.resolve(undefined)
            : seal.rewrite(row, (document) => rewrite!(collection, document))
        const seen = (rows: number) => {
          done += rows
          onProgress({ done, total })
        }
        await walkRows(parts, name, change, seen, new AbortController().signal)
      }
      const { from, ...format } = record.format
      // With its last step nothing of an earlier format is left.
      await record.write({ ...format, version: newest, ...(to < newest ? { from: to } : {}) })
    }
  }

  const isBehind = async (stores: Map<string, string>) => {
    const format = (await readFormat(parts, stores))?.format
    if (format && format.version > newest)
      throw new AppError('storage.newer-version', { detail: `format ${format.version}` })
    return format !== undefined && (format.from !== undefined || format.version < newest)
  }

  return {
    version: newest,
    async run(onProgress) {
      const stores = await parts.stores()
      if (!stores || !(await isBehind(stores))) return
      try {
        if (await parts.alone(() => carry(stores, onProgress))) return
      } catch (cause) {
        const { code } = storageError(cause)
        throw code === 'storage.full' ? new AppError('storage.full-at-update', { cause }) : cause
      }
      // The other window may just have done it.
      if (await isBehind(stores)) throw new AppError('storage.other-window')
    },
  }
}

async function countAll({ indexedDB }: RowWalk, stores: Map<string, string>): Promise<number> {
  let rows = 0
  for (const name of stores.values()) rows += await countRows(indexedDB, name)
  return rows
}

/** Undefined where there is none that opens: whether that is a new store or a damaged one is told when it is opened. */
async function readFormat(parts: CarryOverParts, stores: Map<string, string>) {
  const name = stores.get(localDocuments)
  if (name === undefined) return undefined
  const database = await openStore(parts.indexedDB, name)
  let row: StoredRow | undefined
  try {
    // A store that was named and never filled.
    if (!database.objectStoreNames.contains('docs')) return undefined
    row = await settled<StoredRow | undefined>(
      database.transaction(['docs'], 'readonly').objectStore('docs').get(formatKey),
    )
  } finally {
    database.close()
  }
  const seal = parts.sealOf(localDocuments)
  const opened = row && (await seal.open(row))
  if (!row || !opened) return undefined
  return {
    format: opened.data as FormatRecord,
    async write(format: FormatRecord) {
      const next = await seal.rewrite(row, () => ({ data: format }))
      assert(next, 'the record of the format opened a moment ago')
      await putRow(parts.indexedDB, name, next)
    },
  }
}
