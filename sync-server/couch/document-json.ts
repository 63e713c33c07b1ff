import { generationOf, hashOf } from '../store/revision.ts'
import type { Database, StoredRevision } from '../store/store.ts'

/** A stored revision as JSON text, with extra members as `,"name":value` text. */
export const documentJson = (revision: StoredRevision, extra = ''): string =>
  `{"_id":${JSON.stringify(revision.id)},"_rev":"${revision.rev}"${revision.deleted ? ',"_deleted":true' : ''}${revision.body}${extra}}`

/** What a client asks of the attachments of the documents it reads. */
export interface AttachmentsAsked {
  withContents: boolean
  /** Revisions whose attachments the client has. */
  since: string[]
  /** Whether it wants to know how they are packed. */
  encodings: boolean
}

/** The revision with what is asked for of its attachments. */
export function withContents(
  database: Database,
  found: StoredRevision,
  { withContents, since, encodings }: AttachmentsAsked,
): StoredRevision {
  if (!withContents && !encodings) return found
  const sincePos = knownGeneration(database, found, since)
  return {
    ...found,
    body: database.withAttachments(found.body, { contents: withContents, sincePos, encodings }),
  }
}

/** The newest generation of this revision's line that is among `since`; 0 when there is none. */
export function knownGeneration(database: Database, { id, rev }: StoredRevision, since: string[]): number {
  const history = since.length === 0 ? undefined : database.history(id, rev)
  if (!history) return 0
  const known = since.filter((each) => history.ids[history.start - generationOf(each)] === hashOf(each))
  return Math.max(0, ...known.map(generationOf))
}

/** `,"_revisions":{...}` of a revision. */
export function revisionsMember(database: Database, id: string, rev: string): string {
  const history = database.history(id, rev)
  return history ? `,"_revisions":${JSON.stringify(history)}` : ''
}
