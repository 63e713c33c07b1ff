import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { jsonObject } from '../http/request-body.ts'
import { badRequest, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentIdOf } from './document-id.ts'
import { readDocument } from './document-read.ts'
import { incomingDocument } from './incoming-document.ts'
import { relatedBody } from './multipart-read.ts'
import { baseRevision, writeOne } from './write-one.ts'

/** `GET`, `PUT`, `DELETE /{db}/{id}` and `POST /{db}`. */
export function documents(app: FastifyInstance, context: ServerContext): void {
  const { store, random, limits } = context
  const makeId = (): string => Buffer.from(random(16)).toString('hex')

  const write = writeOne(context)

  const put = (request: FastifyRequest, reply: FastifyReply) => {
    const id = documentIdOf(request)
    const { text, value, follows } = relatedBody(request, limits.bodyBytes) ?? {
      ...jsonObject(request),
      follows: undefined,
    }
    const document = { ...incomingDocument(value, text, 0, () => id, follows), id }
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
