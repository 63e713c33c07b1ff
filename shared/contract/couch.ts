import type { Envelope } from '../domain/common/envelope.ts'

/** A document as CouchDB's clients send and receive it. */
export interface WireDocument {
  _id: string
  _rev?: string
  _deleted?: boolean
  [field: string]: unknown
}

export interface ChangesRow {
  seq: string
  id: string
  changes: { rev: string }[]
  deleted?: true
  doc?: WireDocument | null
}

export interface ChangesPage {
  results: ChangesRow[]
  /** Opaque; begins with the number, carries the database's epoch. */
  last_seq: string
  pending: number
}

export type BulkDocsRow =
  | { ok: true; id: string; rev: string }
  | { id: string; error: string; reason: string }

/** A domain document as it goes on the wire: `id` becomes `_id`. */
export function toWire(document: Envelope, rev?: string): WireDocument {
  const { id, ...body } = document
  return { _id: id, ...(rev === undefined ? {} : { _rev: rev }), ...body }
}

/** The domain document of a wire document, unknown fields included. */
export function fromWire(wire: WireDocument): {
  document: Envelope
  rev: string | undefined
  deleted: boolean
} {
  const { _id, _rev, _deleted, _revisions, _conflicts, _attachments, ...body } = wire
  return { document: { id: _id, ...body } as unknown as Envelope, rev: _rev, deleted: _deleted === true }
}
