import { type IncomingAttachment, stubsOf, withoutStubs } from '../store/attachment.ts'
import type { Database, IncomingDocument, StoredRevision } from '../store/store.ts'
import { CouchError } from './couch-error.ts'

/** The revision that an edit of attachments is based on. 409 when there is none of that name. */
export function baseOfEdit(database: Database, id: string, rev: string): StoredRevision {
  const base = database.readRevision(id, rev)
  if (!base) throw new CouchError(409, 'not_found', 'missing_rev')
  return base
}

/**
 * The next revision of a document with the same body and other attachments: `change` gets those that it has, as stubs.
 * Without `base` it begins a document.
 */
export function attachmentsEdit(
  id: string,
  base: StoredRevision | undefined,
  change: (kept: IncomingAttachment[]) => IncomingAttachment[],
): IncomingDocument {
  const stubs = base ? stubsOf(base.body) : {}
  const kept = Object.entries(stubs).map(([name, stub]) => ({
    name,
    contentType: stub.content_type,
    revpos: stub.revpos,
    content: undefined,
  }))
  const attachments = change(kept)
  const body = base ? withoutStubs(base.body, stubs) : ''
  return {
    id,
    rev: base?.rev,
    deleted: false,
    revisions: undefined,
    body,
    fields: {
      ...(JSON.parse(`{${body.slice(1)}}`) as object),
      _attachments: namesOf([...kept, ...attachments]),
    },
    attachments,
  }
}

/** What the rules of a database see of attachments that came beside the document. */
export const namesOf = (attachments: IncomingAttachment[]): Record<string, object> =>
  Object.fromEntries(attachments.map(({ name }) => [name, {}]))

/** The attachments with others in the place of those of the same name. */
export const replacing =
  (others: IncomingAttachment[]) =>
  (kept: IncomingAttachment[]): IncomingAttachment[] => {
    const names = new Set(others.map(({ name }) => name))
    return [...kept.filter(({ name }) => !names.has(name)), ...others]
  }
