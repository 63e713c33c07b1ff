import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { jsonObject } from '../http/request-body.ts'
import { badRequest, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { copyDocument } from './document-copy.ts'
import { namedId } from './document-id.ts'
import { documentOfPut, tombstoneOf } from './document-put.ts'
import { readDocument } from './document-read.ts'
import { incomingDocument, isLocalId } from './incoming-document.ts'
import { localDocumentHandlers } from './local-documents.ts'
import { createSequentialIds } from './sequential-ids.ts'
import { baseRevision, writeOne } from './write-one.ts'

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown

/** `GET`, `PUT`, `DELETE`, `COPY /{db}/{id}` and `POST /{db}`. */
export function documents(app: FastifyInstance, context: ServerContext): void {
  const { store, random, limits } = context
  const makeId = createSequentialIds(random)

  const write = writeOne(context)
  const locals = localDocumentHandlers(context)

  /** `_local%2Fid` in one piece means the local document, too. */
  const orLocal =
    (handler: Handler, local: Handler): Handler =>
    (request, reply) => {
      const id = namedId(request)
      if (id === '_local/') throw badRequest('Invalid _local document id.')
      return (isLocalId(id) ? local : handler)(request, reply)
    }

  const put = (request: FastifyRequest, reply: FastifyReply) => {
    const document = documentOfPut(request, limits)
    return write(request, reply, document, document.deleted ? 200 : 201)
  }

  const remove = (request: FastifyRequest, reply: FastifyReply) => {
    const id = namedId(request)
    const current = databaseOf(store, request).winner(id)
    if (!current || current.deleted) throw notFound(current ? 'deleted' : 'missing')
    return write(request, reply, tombstoneOf(id, baseRevision(request)), 200)
  }

  const post = (request: FastifyRequest, reply: FastifyReply) => {
    const { text, value } = jsonObject(request)
    return write(request, reply, incomingDocument(value, text, 0, makeId), 201)
  }

  const config = { access: 'database' as const }
  app.post('/:db', { config }, post)
  app.addHttpMethod('COPY')
  for (const path of ['/:db/:id', '/:db/_design/:design']) {
    app.get(path, { config }, orLocal(readDocument(context), locals.get))
    app.put(path, { config }, orLocal(put, locals.put))
    app.delete(path, { config }, orLocal(remove, locals.remove))
    app.route({ method: 'COPY', url: path, config, handler: copyDocument(context) })
  }
}
