import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Limits, ServerContext } from '../context.ts'
import { principal } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { writeDocuments } from '../scope/write-documents.ts'
import { isRevision } from '../store/revision.ts'
import type { IncomingDocument, WriteOutcome } from '../store/store.ts'
import { badRequest, CouchError } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { checkReplicated } from './incoming-document.ts'
import { queryOf } from './query.ts'

/** The status of a row's error where it is the answer to one document. */
export const statusOfError: Record<string, number> = { conflict: 409, forbidden: 403, unauthorized: 401 }

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
    const [row] = await writeDocuments(context, principal(request), database, [document], newEdits)
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

/** The row of one written document as the answer to its own request. */
export function answerRow(
  request: FastifyRequest,
  reply: FastifyReply,
  row: WriteOutcome | undefined,
  created: number,
): Promise<FastifyReply> {
  if (!row || 'error' in row)
    throw new CouchError(statusOfError[row?.error ?? ''] ?? 500, row?.error ?? 'unknown', row?.reason ?? '')
  reply.code(created).header('etag', `"${row.rev}"`)
  return sendJson(request, reply, `{"ok":true,"id":${JSON.stringify(row.id)},"rev":"${row.rev}"}`)
}

/** The revision that an edit is based on, from the query or `If-Match`. */
export function baseRevision(request: FastifyRequest): string | undefined {
  const rev = queryOf(request).text('rev') ?? request.headers['if-match']?.replaceAll('"', '')
  if (rev !== undefined && !isRevision(rev)) throw badRequest('Invalid rev format')
  return rev
}
