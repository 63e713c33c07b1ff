import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { badRequest, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { ownMembers } from './document-text.ts'

/** `/{db}/_local/{id}`: checkpoints. No conflict check, no validation, never in a feed. */
export function localDocuments(app: FastifyInstance, { store }: ServerContext): void {
  const config = { access: 'database' as const }
  const idOf = (request: FastifyRequest): string => {
    const { local } = request.params as { local: string }
    if (local === '' || Buffer.byteLength(local) > 1000 || local.includes('\0'))
      throw badRequest('Invalid _local id')
    return local
  }
  app.get('/:db/_local/:local', { config }, (request, reply) => {
    const id = idOf(request)
    const found = databaseOf(store, request).getLocal(id)
    if (!found) throw notFound()
    return sendJson(
      request,
      reply,
      `{"_id":${JSON.stringify(`_local/${id}`)},"_rev":"${found.rev}"${found.body}}`,
    )
  })
  app.put('/:db/_local/:local', { config }, async (request, reply) => {
    const id = idOf(request)
    const rev = await databaseOf(store, request).putLocal(id, ownMembers(jsonObject(request).text, 0))
    return sendJson(request, reply.code(201), JSON.stringify({ ok: true, id: `_local/${id}`, rev }))
  })
  app.delete('/:db/_local/:local', { config }, async (request, reply) => {
    const id = idOf(request)
    if (!(await databaseOf(store, request).removeLocal(id))) throw notFound()
    return sendJson(request, reply, JSON.stringify({ ok: true, id: `_local/${id}`, rev: '0-0' }))
  })
}
