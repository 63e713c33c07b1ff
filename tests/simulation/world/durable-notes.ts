import type { BulkWriteRow } from 'rxdb'
import type { RxStorageInstanceMemory } from 'rxdb/plugins/storage-memory'
import { collectionNames } from '#shared/domain/registry.ts'
import { type NotedDocuments, noteInRows } from '../../../renderer/data/storage/notes-store.ts'
import { baseOf } from '../../../renderer/data/storage/row-notes.ts'
import type { StoredRow as NotedRow, StoreInstance } from '../../../renderer/data/storage/store-requests.ts'
import { timeAfter } from '../../../renderer/data/storage/write-order.ts'
import type { Instance, StoredRow } from './stored-row.ts'

/**
 * What the workplace's own storage does and RxDB's memory does not: a row itself says what the server had when it came,
 * in one write, so that a kill leaves no row without a note of it; a deletion of what this PC never had is told like any
 * other write; and the times of writing are an order.
 */
export interface DurableNotes {
  /** To be called for each store of a PC as it is opened, before anything else is put around it. */
  keep(instance: Instance, collection: string): void
}

/** Of the rows that lie in a store in memory. */
function newestTime(instance: Instance): number {
  const { documents } = (instance as unknown as RxStorageInstanceMemory<{ id: string }>).internals
  let newest = 0
  for (const { _meta } of documents.values()) newest = Math.max(newest, _meta.lwt)
  return newest
}

export function createDurableNotes(): DurableNotes {
  const documents = new Map<string, NotedDocuments>()
  // As the rows do, they outlive the program.
  const basesOf = new Map<string, Map<string, object>>()

  function noteRows(instance: Instance, collection: string) {
    const bases = basesOf.get(collection) ?? new Map<string, object>()
    basesOf.set(collection, bases)
    const written = new Set<string>()
    const find = instance.findDocumentsById.bind(instance)
    const write = instance.bulkWrite.bind(instance)
    const stored = async (ids: string[]) =>
      (await find(ids, true)).map((row) => ({ ...row, _base: bases.get(row.id) }) as unknown as NotedRow)
    documents.set(collection, { rows: stored, takeWritten: (id) => written.delete(id) })
    instance.bulkWrite = async (rows: BulkWriteRow<StoredRow>[], why) => {
      const before = new Map(
        (await stored(rows.map(({ document }) => document.id))).map((row) => [row.id, row]),
      )
      const newest = newestTime(instance)
      for (const { document } of rows)
        document._meta = { ...document._meta, lwt: timeAfter(newest, document._meta.lwt) }
      const result = await write(rows, why)
      const failed = new Set(result.error.map(({ documentId }) => documentId))
      const isTold = ({ previous, document }: BulkWriteRow<StoredRow>) =>
        previous !== undefined || !document._deleted || failed.has(document.id)
      const untold = why.startsWith('replication-downstream-') ? [] : rows.filter((row) => !isTold(row))
      // Of a row that is there RxDB's memory tells.
      if (untold.length > 0)
        await write(
          untold.map(({ document }) => ({ previous: document, document })),
          why,
        )
      for (const { document } of rows) {
        if (failed.has(document.id)) continue
        const had = before.get(document.id)
        const base = had && baseOf(had)
        if (base && !document._downloaded) bases.set(document.id, base)
        else bases.delete(document.id)
        if (why.startsWith('replication-downstream-')) written.add(document.id)
      }
      return result
    }
  }

  return {
    keep(instance, collection) {
      if (collection.includes('rx-replication-meta-'))
        noteInRows(instance as unknown as StoreInstance, (name) => documents.get(name))
      else if ((collectionNames as string[]).includes(collection)) noteRows(instance, collection)
    },
  }
}
