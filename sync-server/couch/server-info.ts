import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { badRequest } from './couch-error.ts'

/** `GET /`, `_uuids`, `_all_dbs`. */
export function serverInfo(app: FastifyInstance, context: ServerContext): void {
  const { store, random } = context
  app.get('/', { config: { access: 'open' } }, async (request, reply) => {
    if ((request.headers.accept ?? '').includes('text/html')) return reply.redirect('/app/')
    return sendJson(
      request,
      reply,
      JSON.stringify({
        couchdb: 'Welcome',
        version: '3.4.3',
        uuid: store.uuid,
        features: [],
        vendor: { name: 'lekar', version: context.version },
      }),
    )
  })
  app.get('/_uuids', { config: { access: 'open' } }, (request, reply) => {
    const count = Number((request.query as { count?: string }).count ?? '1')
    if (!Number.isInteger(count) || count < 0 || count > 1000) throw badRequest('count must be 0 to 1000')
    const uuids = Array.from({ length: count }, () => Buffer.from(random(16)).toString('hex'))
    return sendJson(request, reply, JSON.stringify({ uuids }))
  })
  app.get('/_all_dbs', { config: { access: 'admin' } }, (request, reply) =>
    sendJson(request, reply, JSON.stringify(store.databaseNames())),
  )
}
