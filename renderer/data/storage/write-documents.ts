import type { BulkWriteRow } from 'rxdb'
import { AppError } from '#shared/errors/app-error.ts'
import { storageError } from './storage-error.ts'
import type { DocumentStore, StoredDocument, StoreRow } from './stored-document.ts'

const maxRounds = 5

/**
 * Inserts or replaces whole documents in one transaction; resolves only when they are durable. A document that changed
 * between our look and our write (another tab, replication) is written again over the newer one: the screen's words win
 * here, and what they replaced is the base of the merge with the server.
 */
export async function writeDocuments(
  { storageInstance: storage }: DocumentStore,
  documents: readonly (StoredDocument & { _deleted?: boolean })[],
): Promise<void> {
  if (documents.length === 0) return
  try {
    let open = new Map(documents.map((document) => [document.id, document]))
    let present = await storage.findDocumentsById([...open.keys()], true)
    for (let round = 0; open.size > 0; round++) {
      if (round === maxRounds)
        throw new AppError('storage.unavailable', { detail: 'write met itself too often' })
      const previousOf = new Map(present.map((row) => [row.id, row]))
      const rows = [...open.values()].map((document) => writeRow(document, previousOf.get(document.id)))
      const { error } = await storage.bulkWrite(rows, 'lekar-save')
      const refused = error.find((failure) => failure.status !== 409)
      if (refused)
        throw new AppError('storage.unavailable', { detail: `write failed with ${refused.status}` })
      open = new Map(error.map((failure) => [failure.documentId, open.get(failure.documentId)!]))
      if (open.size > 0) present = await storage.findDocumentsById([...open.keys()], true)
    }
  } catch (cause) {
    throw storageError(cause)
  }
}

function writeRow(
  document: StoredDocument & { _deleted?: boolean },
  previous: StoreRow | undefined,
): BulkWriteRow<StoredDocument> {
  const row = {
    ...document,
    _deleted: document._deleted === true,
    _attachments: {},
    // The store's wrapper gives both their values.
    _meta: previous?._meta ?? { lwt: 1 },
    _rev: previous?._rev ?? '',
  } as unknown as StoreRow
  return previous ? { previous, document: row } : { document: row }
}
