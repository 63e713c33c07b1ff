import { isObject } from '../http/json-text.ts'
import { CouchError } from './couch-error.ts'
import { checkedId } from './incoming-document.ts'
import { checkedRevision } from './revision-text.ts'

/** One entry of `_bulk_get`: a document, the revision that is wanted, and those whose attachments the client has. */
export interface AskedDocument {
  id: string
  rev: string | undefined
  since: string[]
}
/** What is wrong with an entry; the others are answered. */
export interface BulkGetError {
  id: unknown
  rev: unknown
  error: string
  reason: string
}

export function askedDocument(entry: unknown): AskedDocument | BulkGetError {
  const wrong = (id: unknown, rev: unknown, reason: string, error = 'bad_request'): BulkGetError => ({
    id,
    rev,
    error,
    reason,
  })
  if (!isObject(entry) || Object.keys(entry).length === 0)
    return wrong(null, null, 'document must be a JSON object')
  const { id, rev, atts_since } = entry
  if (id === undefined) return wrong(null, null, 'document id missed')
  const checked = attempt(() => checkedId(id))
  if (checked instanceof CouchError) return wrong(id, null, checked.reason, checked.error)
  const named = rev === undefined ? undefined : attempt(() => checkedRevision(rev))
  if (named instanceof CouchError) return wrong(id, rev, named.reason)
  if (atts_since !== undefined && !Array.isArray(atts_since))
    return wrong(id, atts_since, 'att_since value must be array of revs.')
  const since: string[] = []
  for (const each of atts_since ?? []) {
    const known = attempt(() => checkedRevision(each))
    if (known instanceof CouchError) return wrong(id, each, known.reason)
    since.push(known)
  }
  return { id: checked, rev: named, since }
}

function attempt<T>(check: () => T): T | CouchError {
  try {
    return check()
  } catch (error) {
    if (error instanceof CouchError) return error
    throw error
  }
}
