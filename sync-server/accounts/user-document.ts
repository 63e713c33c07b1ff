import type { IncomingDocument, StoredRevision } from '../store/store.ts'
import { type CouchPassword, passwordMembers } from './couch-password.ts'

/** The text of a document of `_users` with this hash in the place of its password. Stubs stay last, where they are looked for. */
export function withPassword(body: string, password: CouchPassword): string {
  const fields = JSON.parse(`{${body.slice(1)}}`) as Record<string, unknown>
  for (const name of passwordMembers) delete fields[name]
  return `,${JSON.stringify({ ...password, ...fields }).slice(1, -1)}`
}

/** The next revision of a stored user, with another hash. */
export function rehashed(stored: StoredRevision, password: CouchPassword): IncomingDocument {
  const body = withPassword(stored.body, password)
  return {
    id: stored.id,
    rev: stored.rev,
    deleted: false,
    revisions: undefined,
    body,
    fields: JSON.parse(`{${body.slice(1)}}`) as Record<string, unknown>,
  }
}

/** A document as it arrived, its password hashed. One without a password passes as it is. */
export async function withHashedPassword(
  document: IncomingDocument,
  hashOf: (password: string) => Promise<CouchPassword>,
): Promise<IncomingDocument> {
  const { password } = document.fields
  if (document.deleted || typeof password !== 'string') return document
  const hash = await hashOf(password)
  const fields = Object.fromEntries(
    Object.entries(document.fields).filter(([name]) => !passwordMembers.includes(name)),
  )
  return { ...document, body: withPassword(document.body, hash), fields: { ...fields, ...hash } }
}
