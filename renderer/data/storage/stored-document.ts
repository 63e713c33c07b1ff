import type { RxCollection, RxDocumentData } from 'rxdb'
import type { Envelope } from '#shared/domain/common/envelope.ts'
import { upgraded } from '#shared/domain/upgrades.ts'

/**
 * A document as it lies in the store. `_rev` is the server's revision; RxDB keeps it in its record of what the server
 * has, never in the document that the screens read.
 */
export type StoredDocument = Envelope & {
  patientId?: string | undefined
  status?: string | undefined
  _rev?: string | undefined
  /** Written by the replication, from the feed: the server's revision, or `true` by a version before format 2. */
  _downloaded?: string | true | undefined
}
/** A document as a page of the server's feed brought it. */
export type IncomingDocument = StoredDocument & { _deleted: boolean }
export type StoredCollection = RxCollection<StoredDocument>
/** Where rows are written and read, with or without a collection around it. */
export type DocumentStore = Pick<StoredCollection, 'storageInstance'>
export type StoreRow = RxDocumentData<StoredDocument>

/**
 * Whether the row is as the server sent it. A write of this PC replaces the whole row and with it the mark; so this is
 * true also when the process died before RxDB noted what the server has. Without the mark a row counts as written here,
 * which costs a needless push and never an edit.
 */
export const cameFromServer = (row: StoreRow): boolean => row._downloaded !== undefined

/** The domain document of a row of the store, as today's version would have written it. */
export const toDomain = <T>(row: StoreRow): T => upgraded(asWritten(row)) as T

/** The document of a row as it was written, perhaps by an earlier version: what goes on to the server or a courier. */
export function asWritten(row: StoreRow): StoredDocument {
  const { _rev, _meta, _deleted, _attachments, _downloaded, ...document } = row
  return document as StoredDocument
}
