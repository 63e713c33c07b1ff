import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { jsonObject } from '../http/request-body.ts'
import { notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentIdOf } from './document-id.ts'
import { documentOfPut, tombstoneOf } from './document-put.ts'
import { readDocument } from './document-read.ts'
import { incomingDocument } from './incoming-document.ts'
import { baseRevision, writeOne } from './write-one.ts'

/** `GET`, `PUT`, `DELETE /{db}/{id}` and `POST /{db}`. */
export function documents(app: FastifyInstance, context: ServerContext): void {
  const { store, random, limits } = context
  const makeId = (): string => Buffer.from(random(16)).toString('hex')

  const write = writeOne(context)

  const put = (request: FastifyRequest, reply: FastifyReply) =>
    write(request, reply, documentOfPut(request, limits), 201)

  const remove = (request: FastifyRequest, reply: FastifyReply) => {
    const id = documentIdOf(request)
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
  for (const path of ['/:db/:id', '/:db/_design/:design']) {
    app.get(path, { config }, readDocument(context))
    app.put(path, { config }, put)
    app.delete(path, { config }, remove)
  }
}
