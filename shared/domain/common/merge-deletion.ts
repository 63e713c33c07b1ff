import type { ConflictField } from '../inbox/inbox.schema.ts'
import type { Envelope } from './envelope.ts'

/** A state of a document that may be a tombstone. */
export interface Mortal<T extends Envelope> {
  document: T
  deleted: boolean
}

/** Deleted on one side at least: an edit on the other side stays, and a person is asked. */
export function mergeDeletion<T extends Envelope>(
  local: Mortal<T>,
  server: Mortal<T>,
): Mortal<T> & { conflicts: ConflictField[] } {
  if (local.deleted && server.deleted) return { ...server, conflicts: [] }
  const word = ({ deleted }: Mortal<T>) => (deleted ? 'deleted' : 'edited')
  const conflicts = [{ path: '', local: word(local), server: word(server) }]
  return { document: local.deleted ? server.document : local.document, deleted: false, conflicts }
}
