import type { RxCollection, RxDocumentData } from 'rxdb'
import type { Envelope } from '#shared/domain/common/envelope.ts'

/**
 * A document as it lies in the store. `_rev` is the server's revision; RxDB keeps it in its record of what the server
 * has, never in the document that the screens read.
 */
export type StoredDocument = Envelope & {
  patientId?: string | undefined
  status?: string | undefined
  _rev?: string | undefined
}
export type StoredCollection = RxCollection<StoredDocument>
export type StoreRow = RxDocumentData<StoredDocument>

/** The domain document of a row of the store. */
export function toDomain<T>(row: StoreRow): T {
  const { _rev, _meta, _deleted, _attachments, ...document } = row
  return document as T
}
