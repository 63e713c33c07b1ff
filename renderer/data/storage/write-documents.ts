import type { BulkWriteRow } from 'rxdb'
import { AppError } from '#shared/errors/app-error.ts'
import { sameContent } from './same-content.ts'
import { storageError } from './storage-error.ts'
import { type DocumentStore, type StoredDocument, type StoreRow, toDomain } from './stored-document.ts'

const maxRounds = 5

type Written = StoredDocument & { _deleted?: boolean }

/** What to do about rows that have changed since a document was made from them. */
export interface Lineage {
  /** The states that the documents were made from, by id. What is not among them was made from nothing. */
  madeFrom: ReadonlyMap<string, StoredDocument>
  /** Puts what was made into what has come meanwhile; undefined when that stays as it is. */
  meet(madeFrom: StoredDocument | undefined, made: Written, present: StoreRow): Promise<Written | undefined>
}

/**
 * Inserts or replaces whole documents in one transaction; resolves only when they are durable. A document that changed
 * between our look and our write (another tab, replication) is written again over the newer one. Where it is told what a
 * document was made from, nothing that came in between is written over: the two meet first.
 */
export async function writeDocuments(
  { storageInstance: storage }: DocumentStore,
  documents: readonly Written[],
  lineage?: Lineage,
): Promise<void> {
  if (documents.length === 0) return
  try {
    let open = new Map(documents.map((document) => [document.id, document]))
    let present = await storage.findDocumentsById([...open.keys()], true)
    for (let round = 0; open.size > 0; round++) {
      if (round === maxRounds)
        throw new AppError('storage.unavailable', { detail: 'write met itself too often' })
      const previousOf = new Map(present.map((row) => [row.id, row]))
      const rows: BulkWriteRow<StoredDocument>[] = []
      for (const document of open.values()) {
        const previous = previousOf.get(document.id)
        const next = await onto(document, previous, lineage)
        if (next) rows.push(writeRow(next, previous))
      }
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

async function onto(
  made: Written,
  present: StoreRow | undefined,
  lineage?: Lineage,
): Promise<Written | undefined> {
  if (!lineage || !present) return made
  const from = lineage.madeFrom.get(made.id)
  const isAsThen = from
    ? !present._deleted && sameContent(toDomain<StoredDocument>(present), from)
    : present._deleted
  return isAsThen ? made : lineage.meet(from, made, present)
}

function writeRow(document: Written, previous: StoreRow | undefined): BulkWriteRow<StoredDocument> {
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
