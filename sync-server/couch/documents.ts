import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { databaseName, principal } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { rulesFor } from '../scope/write-guard.ts'
import { isRevision } from '../store/revision.ts'
import type { IncomingDocument } from '../store/store.ts'
import { badRequest, CouchError, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentIdOf } from './document-id.ts'
import { readDocument } from './document-read.ts'
import { checkReplicated, incomingDocument } from './incoming-document.ts'
import { queryOf } from './query.ts'

const statusOfError: Record<string, number> = { conflict: 409, forbidden: 403 }

/** `GET`, `PUT`, `DELETE /{db}/{id}` and `POST /{db}`. */
export function documents(app: FastifyInstance, context: ServerContext): void {
  const { store, accounts, random, limits } = context
  const makeId = (): string => Buffer.from(random(16)).toString('hex')

  const write = async (
    request: FastifyRequest,
    reply: FastifyReply,
    document: IncomingDocument,
    created: number,
  ) => {
    if (document.body.length > limits.documentBytes)
      throw new CouchError(413, 'document_too_large', 'the document is too large')
    const newEdits = queryOf(request).text('new_edits') !== 'false'
    if (!newEdits) checkReplicated(document)
    const rules = rulesFor(principal(request), databaseName(request), accounts.practitioners)
    const [row] = await databaseOf(store, request).write([document], { newEdits, ...rules })
    if (!row || 'error' in row)
      throw new CouchError(statusOfError[row?.error ?? ''] ?? 500, row?.error ?? 'unknown', row?.reason ?? '')
    reply.code(created).header('etag', `"${row.rev}"`)
    return sendJson(request, reply, `{"ok":true,"id":${JSON.stringify(row.id)},"rev":"${row.rev}"}`)
  }

  const put = (request: FastifyRequest, reply: FastifyReply) => {
    const id = documentIdOf(request)
    const { text, value } = jsonObject(request)
    const document = { ...incomingDocument(value, text, 0, () => id), id }
    const base = baseRevision(request)
    if (base !== undefined && document.rev !== undefined && base !== document.rev)
      throw badRequest('Document rev from request body and query string have different values')
    return write(request, reply, { ...document, rev: document.rev ?? base }, 201)
  }

  const remove = (request: FastifyRequest, reply: FastifyReply) => {
    const id = documentIdOf(request)
    const current = databaseOf(store, request).winner(id)
    if (!current || current.deleted) throw notFound(current ? 'deleted' : 'missing')
    const tombstone = {
      id,
      rev: baseRevision(request),
      deleted: true,
      revisions: undefined,
      body: '',
      fields: {},
    }
    return write(request, reply, tombstone, 200)
  }

  const post = (request: FastifyRequest, reply: FastifyReply) => {
    const { text, value } = jsonObject(request)
    return write(request, reply, incomingDocument(value, text, 0, makeId), 201)
  }

  const config = { access: 'database' as const }
  app.post('/:db', { config }, post)
  for (const path of ['/:db/:id', '/:db/_design/:design']) {
    app.get(path, { config }, readDocument(context))
    app.put(path, { config }, put)
    app.delete(path, { config }, remove)
  }
}

/** The revision that an edit is based on, from the query or `If-Match`. */
function baseRevision(request: FastifyRequest): string | undefined {
  const rev = queryOf(request).text('rev') ?? request.headers['if-match']?.replaceAll('"', '')
  if (rev !== undefined && !isRevision(rev)) throw badRequest('Invalid rev format')
  return rev
}
