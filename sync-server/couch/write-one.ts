import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Limits, ServerContext } from '../context.ts'
import { principal } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { writeDocuments } from '../scope/write-documents.ts'
import type { IncomingDocument, WriteOutcome } from '../store/store.ts'
import { badRequest, CouchError } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { checkReplicated, isLocalId } from './incoming-document.ts'
import { writeLocal } from './local-write.ts'
import { locationOf } from './location.ts'
import { queryOf } from './query.ts'
import { checkedRevision } from './revision-text.ts'

/** The status of a row's error where it is the answer to one document. */
export const statusOfError: Record<string, number> = {
  bad_request: 400,
  conflict: 409,
  forbidden: 403,
  unauthorized: 401,
  compilation_error: 400,
  invalid_design_doc: 400,
}

/** Writes one document and answers as CouchDB does; `created` is the status of success. */
export function writeOne(context: ServerContext) {
  const { store, limits } = context
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    document: IncomingDocument,
    created: number,
  ): Promise<FastifyReply> => {
    const newEdits = checkOne(request, document, limits)
    const database = databaseOf(store, request)
    const [row] = isLocalId(document.id)
      ? [await writeLocal(database, document)]
      : await writeDocuments(context, principal(request), database, [document], newEdits)
    return answerRow(request, reply, row, created)
  }
}

/** The limits and the history of one document; whether it is a new edit. */
export function checkOne(request: FastifyRequest, document: IncomingDocument, limits: Limits): boolean {
  if (document.body.length > limits.documentBytes)
    throw new CouchError(413, 'document_too_large', 'the document is too large')
  const newEdits = queryOf(request).text('new_edits') !== 'false'
  if (!newEdits) checkReplicated(document)
  return newEdits
}

/**
 * The row of one written document as the answer to its own request. With `batch=ok` the answer is 202 without the
 * revision, yet the document is on disk by then like every other.
 */
export function answerRow(
  request: FastifyRequest,
  reply: FastifyReply,
  row: WriteOutcome | undefined,
  created: number,
): Promise<FastifyReply> {
  if (!row || 'error' in row)
    throw new CouchError(statusOfError[row?.error ?? ''] ?? 500, row?.error ?? 'unknown', row?.reason ?? '')
  const id = JSON.stringify(row.id)
  if (queryOf(request).text('batch') === 'ok')
    return sendJson(request, reply.code(202), `{"ok":true,"id":${id}}`)
  if (created === 201 && !reply.hasHeader('location')) reply.header('location', locationOf(request, row.id))
  reply.code(created).header('etag', `"${row.rev}"`)
  return sendJson(request, reply, `{"ok":true,"id":${id},"rev":"${row.rev}"}`)
}

/** The revision that an edit is based on, from the query or `If-Match`, which must agree. */
export function baseRevision(request: FastifyRequest): string | undefined {
  const named = queryOf(request).text('rev')
  const rev = named === undefined ? undefined : checkedRevision(named)
  const header = request.headers['if-match']
  const matched = header === undefined ? undefined : checkedRevision(header.replaceAll('"', ''))
  if (rev !== undefined && matched !== undefined && rev !== matched)
    throw badRequest('Document rev and etag have different values')
  return rev ?? matched
}

/** The revision that a document with a body is based on: the body, the query and `If-Match` must agree. */
export function agreedRevision(request: FastifyRequest, document: IncomingDocument): string | undefined {
  const base = baseRevision(request)
  if (base === undefined || document.rev === undefined || base === document.rev) return document.rev ?? base
  throw badRequest(
    queryOf(request).text('rev') === undefined
      ? 'Document rev and etag have different values'
      : 'Document rev from request body and query string have different values',
  )
}
