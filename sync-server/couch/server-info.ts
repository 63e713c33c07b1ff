import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { notModified } from '../http/not-modified.ts'
import { jsonObject } from '../http/request-body.ts'
import { allDocsRequest } from './all-docs-request.ts'
import { badRequest, CouchError } from './couch-error.ts'
import { databaseInfo } from './databases.ts'
import { queryOf } from './query.ts'
import { createSequentialIds } from './sequential-ids.ts'

const mostUuids = 1000
const mostDatabases = 100

/** `GET /`, `_uuids`, `_all_dbs`, `_dbs_info`. */
export function serverInfo(app: FastifyInstance, context: ServerContext): void {
  const { store, random } = context
  const nextId = createSequentialIds(random)
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
    const text = queryOf(request).text('count') ?? '1'
    if (!/^\d+$/.test(text)) throw badRequest('count must be a positive integer')
    if (Number(text) > mostUuids) throw badRequest('count parameter too large')
    const uuids = Array.from({ length: Number(text) }, nextId)
    reply.header('pragma', 'no-cache').header('expires', 'Mon, 01 Jan 1990 00:00:00 GMT')
    notModified(request, reply, hash('md5', uuids.join('')))
    return sendJson(request, reply, JSON.stringify({ uuids }), 'no-cache')
  })
  app.post('/_uuids', { config: { access: 'open' } }, (_request, reply) => {
    reply.header('allow', 'GET')
    throw new CouchError(405, 'method_not_allowed', 'Only GET allowed')
  })

  const names = (request: FastifyRequest): string[] => {
    const { startKey, endKey, inclusiveEnd, descending, skip, limit } = allDocsRequest(request, {}, 'all')
    const inOrder = descending ? store.databaseNames().toReversed() : store.databaseNames()
    const before = (a: string, b: string): boolean => (descending ? a > b : a < b)
    return inOrder
      .filter((name) => startKey === undefined || !before(name, startKey))
      .filter((name) => endKey === undefined || before(name, endKey) || (inclusiveEnd && name === endKey))
      .slice(skip, skip + limit)
  }
  const infoOf = (name: string) => {
    const database = store.open(name)
    return database ? { key: name, info: databaseInfo(database) } : { key: name, error: 'not_found' }
  }
  const admin = { config: { access: 'admin' as const } }
  app.get('/_all_dbs', admin, (request, reply) => sendJson(request, reply, JSON.stringify(names(request))))
  app.get('/_dbs_info', admin, (request, reply) =>
    sendJson(request, reply, JSON.stringify(names(request).map(infoOf))),
  )
  app.post('/_dbs_info', admin, (request, reply) => {
    const { keys } = jsonObject(request).value
    if (!Array.isArray(keys)) throw badRequest('`keys` member must exist.')
    if (keys.length > mostDatabases) throw badRequest('too_many_keys')
    return sendJson(request, reply, JSON.stringify(keys.map((key) => infoOf(String(key)))))
  })
}
