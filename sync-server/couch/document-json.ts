import type { Database, StoredRevision } from '../store/store.ts'

/** A stored revision as JSON text, with extra members as `,"name":value` text. */
export const documentJson = (revision: StoredRevision, extra = ''): string =>
  `{"_id":${JSON.stringify(revision.id)},"_rev":"${revision.rev}"${revision.deleted ? ',"_deleted":true' : ''}${revision.body}${extra}}`

/** `,"_revisions":{...}` of a revision. */
export function revisionsMember(database: Database, id: string, rev: string): string {
  const history = database.history(id, rev)
  return history ? `,"_revisions":${JSON.stringify(history)}` : ''
}
