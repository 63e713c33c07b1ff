import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { anyJson } from '../http/request-body.ts'
import { badRequest, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentIdOf } from './document-id.ts'
import { documentJson } from './document-json.ts'
import { incomingDocument } from './incoming-document.ts'
import { writeLocal } from './local-write.ts'
import { baseRevision } from './write-one.ts'

/** `GET`, `PUT`, `DELETE` of `_local` documents: checkpoints. No conflict check, no validation, never in a feed. */
export function localDocumentHandlers({ store }: ServerContext) {
  const answer = (request: FastifyRequest, reply: FastifyReply, id: string, rev: string) =>
    sendJson(request, reply.header('etag', `"${rev}"`), JSON.stringify({ ok: true, id, rev }))
  const found = (request: FastifyRequest) => {
    const id = documentIdOf(request)
    const local = databaseOf(store, request).getLocal(id.slice('_local/'.length))
    if (!local) throw notFound()
    return { id, ...local, deleted: false }
  }
  return {
    get(request: FastifyRequest, reply: FastifyReply) {
      const local = found(request)
      return sendJson(request, reply.header('etag', `"${local.rev}"`), documentJson(local))
    },
    async put(request: FastifyRequest, reply: FastifyReply) {
      const id = documentIdOf(request)
      const { text, value } = anyJson(request)
      const document = { ...incomingDocument(value, text, 0, () => id), id }
      const base = document.rev ?? baseRevision(request)
      const outcome = await writeLocal(databaseOf(store, request), { ...document, rev: base })
      if ('error' in outcome) throw badRequest(outcome.reason)
      return answer(request, reply.code(document.deleted ? 200 : 201), id, outcome.rev)
    },
    async remove(request: FastifyRequest, reply: FastifyReply) {
      const { id, rev, body } = found(request)
      const gone = { id, rev, body, deleted: true, revisions: undefined, fields: {} }
      await writeLocal(databaseOf(store, request), gone)
      return answer(request, reply, id, '0-0')
    },
  }
}

/** `/{db}/_local/{id}`. */
export function localDocuments(app: FastifyInstance, context: ServerContext): void {
  const config = { access: 'database' as const }
  const { get, put, remove } = localDocumentHandlers(context)
  app.get('/:db/_local/:local', { config }, get)
  app.put('/:db/_local/:local', { config }, put)
  app.delete('/:db/_local/:local', { config }, remove)
  const refuse = (reason: string) => (): never => {
    throw badRequest(reason)
  }
  for (const method of ['GET', 'PUT', 'DELETE'] as const) {
    app.route({ method, url: '/:db/_local', config, handler: refuse('Invalid _local document id.') })
    const handler = refuse('_local documents do not accept attachments.')
    app.route({ method, url: '/:db/_local/:local/*', config, handler })
  }
}
