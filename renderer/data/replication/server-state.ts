import { fromWire } from '#shared/contract/couch.ts'
import type { StoredDocument } from '../storage/stored-document.ts'
import type { KeysRow } from './couch-answers.ts'
import type { PushRow } from './push-row.ts'

/** A document as the server has it, deletion included. */
export type ServerState = StoredDocument & { _deleted: boolean }

/** The server's state of a document, tombstones with a body included; undefined when it has none. */
export function serverState(row: KeysRow, { newDocumentState }: PushRow): ServerState | undefined {
  if (row.error !== undefined || !row.value) return undefined
  const { id, type, schemaVersion, clinicId, createdAt, updatedAt, author } = newDocumentState
  const frame = { type, schemaVersion, clinicId, createdAt, updatedAt, author }
  const { document } = fromWire(row.doc ?? { _id: id, ...frame })
  return { ...frame, ...document, _rev: row.value.rev, _deleted: row.value.deleted === true }
}
