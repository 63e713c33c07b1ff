import type { BulkWriteRow } from 'rxdb'
import type { IncomingDocument } from '../storage/stored-document.ts'
import {
  cameFromServer,
  type StoredCollection,
  type StoredDocument,
  type StoreRow,
} from '../storage/stored-document.ts'
import { generationOf } from './own-echo.ts'

/**
 * Stores documents of the server beside RxDB's own way. What a person wrote here is left alone, whoever is newer: its
 * push meets the server's state and merges. The rows are their own notes (storage/row-notes.ts), so RxDB finds them as if
 * it had pulled them.
 * @param flag RxDB's mark of writes that came from the server
 */
export async function storeDownloaded(
  collection: StoredCollection,
  documents: readonly IncomingDocument[],
  flag: string,
): Promise<void> {
  const storage = collection.storageInstance
  const ids = documents.map(({ id }) => id)
  const present = new Map((await storage.findDocumentsById(ids, true)).map((row) => [row.id, row]))
  const rows = documents
    .filter((document) => isNews(document, present.get(document.id)))
    .map((document) => writeRow(document, present.get(document.id)))
  if (rows.length === 0) return
  const { error } = await storage.bulkWrite(rows, flag)
  // In conflict: a person or the live feed was quicker, and theirs stays.
  const refused = error.find(({ status }) => status !== 409)
  if (refused) throw new Error(`write failed with ${refused.status}`)
}

function isNews(document: IncomingDocument, present: StoreRow | undefined): boolean {
  if (!present) return true
  if (!cameFromServer(present) || typeof present._downloaded !== 'string') return false
  return generationOf(String(document._downloaded)) > generationOf(present._downloaded)
}

function writeRow(document: IncomingDocument, previous: StoreRow | undefined): BulkWriteRow<StoredDocument> {
  const row = {
    ...document,
    _attachments: {},
    _meta: previous?._meta ?? { lwt: 1 },
    _rev: previous?._rev ?? '',
  } as unknown as StoreRow
  return previous ? { previous, document: row } : { document: row }
}
