import { isObject } from '../http/json-text.ts'
import { generationOf, isRevision } from '../store/revision.ts'
import type { IncomingDocument } from '../store/store.ts'
import { badRequest, CouchError, malformed } from './couch-error.ts'
import { isReplicatorMember, ownMembers } from './document-text.ts'
import { incomingAttachments } from './incoming-attachments.ts'
import { checkedRevision } from './revision-text.ts'

/** Members that clients send back as they got them; they are not stored. */
const ignoredMembers = new Set(['_conflicts', '_deleted_conflicts', '_local_seq', '_revs_info'])
const illegalId = (reason: string): CouchError => new CouchError(400, 'illegal_docid', reason)

/**
 * A document of a request, checked as CouchDB checks it. `text` holds the JSON that begins at `from`; `id` is the
 * document's own or the one given; `follows` gives contents of attachments that came beside the JSON. Throws 400 for a malformed document.
 */
export function incomingDocument(
  value: unknown,
  text: string,
  from: number,
  makeId: () => string,
  follows?: (name: string, member: Record<string, unknown>) => Buffer | undefined,
): IncomingDocument {
  if (!isObject(value)) throw badRequest('Document must be a JSON object')
  for (const name of Object.keys(value))
    if (name.startsWith('_') && !ignoredMembers.has(name)) checkMember(name, value[name])
  const id = value._id === undefined ? makeId() : checkedId(value._id)
  const revisions =
    value._revisions === undefined ? undefined : checkedRevisions(value._revisions, isLocalId(id))
  return {
    id,
    rev: typeof value._rev === 'string' ? value._rev : undefined,
    deleted: value._deleted === true,
    revisions,
    body: ownMembers(text, from),
    fields: value,
    ...(value._attachments === undefined
      ? {}
      : { attachments: incomingAttachments(value._attachments, follows) }),
  }
}

function checkMember(name: string, value: unknown): void {
  switch (name) {
    case '_id':
    case '_revisions':
      return
    case '_rev':
      checkedRevision(value)
      return
    case '_deleted':
      if (typeof value !== 'boolean') throw malformed('Bad special document member: _deleted')
      return
    case '_attachments':
      return
    default:
      if (isReplicatorMember(name)) return
      throw malformed(`Bad special document member: ${name.slice(0, 40)}`)
  }
}

export const isLocalId = (id: string): boolean => id.startsWith('_local/')

/** Checks a document id. */
export function checkedId(id: unknown): string {
  if (typeof id !== 'string') throw illegalId('Document id must be a string')
  if (id === '') throw illegalId('Document id must not be empty')
  if (id === '_design/' || id === '_local/') throw illegalId(`Illegal document id \`${id}\``)
  if (Buffer.byteLength(id) > 2000 || id.includes('\0')) throw illegalId('Document id is too long')
  if (id.startsWith('_') && !/^_(design|local)\//.test(id))
    throw illegalId('Only reserved document ids may start with underscore.')
  return id
}

function checkedRevisions(value: unknown, isLocal: boolean): { start: number; ids: string[] } {
  if (
    !isObject(value) ||
    !Number.isSafeInteger(value.start) ||
    !Array.isArray(value.ids) ||
    value.ids.length === 0
  )
    throw malformed('Invalid _revisions')
  const start = Number(value.start)
  const ids: string[] = value.ids
  if ((start < ids.length && !isLocal) || !ids.every((id) => typeof id === 'string' && isRevision(`1-${id}`)))
    throw malformed('Invalid _revisions')
  return { start, ids }
}

/** Checks that a replicated document says its revision; where `_rev` and `_revisions` differ, `_revisions` counts. */
export function checkReplicated(document: IncomingDocument): void {
  if (document.rev === undefined && document.revisions === undefined)
    throw badRequest('When `new_edits: false`, the document needs `_rev` or `_revisions` specified')
  if (document.rev !== undefined && generationOf(document.rev) === 0 && !isLocalId(document.id))
    throw badRequest('Invalid rev format')
}
