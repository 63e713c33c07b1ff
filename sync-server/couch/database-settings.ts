import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { requireJsonType } from '../http/request-body.ts'
import type { DatabaseLimits } from '../store/store.ts'
import { badRequest } from './couch-error.ts'
import { databaseOf } from './databases.ts'

/** `_compact`, `_revs_limit` and `_purged_infos_limit` of a database. */
export function databaseSettings(app: FastifyInstance, { store }: ServerContext): void {
  const admin = { config: { access: 'database-admin' as const } }
  const member = { config: { access: 'database' as const } }

  app.post('/:db/_compact', admin, async (request, reply) => {
    requireJsonType(request)
    await databaseOf(store, request).compact()
    return sendJson(request, reply.code(202), '{"ok":true}')
  })

  const limitAt = (path: string, name: keyof DatabaseLimits): void => {
    app.get(`/:db/${path}`, member, (request, reply) =>
      sendJson(request, reply, String(databaseOf(store, request).limits()[name])),
    )
    app.put(`/:db/${path}`, admin, async (request, reply) => {
      const database = databaseOf(store, request)
      await database.setLimits({ [name]: positive(request, path) })
      return sendJson(request, reply, '{"ok":true}')
    })
  }
  limitAt('_revs_limit', 'revisions')
  limitAt('_purged_infos_limit', 'purgedInfos')
}

/** A body that is one positive number; tools send it without a JSON content type, too. */
function positive(request: FastifyRequest, path: string): number {
  const text = Buffer.isBuffer(request.body) ? request.body.toString().trim() : ''
  if (!/^[1-9]\d{0,14}$/.test(text)) throw badRequest(`\`${path.slice(1)}\` must be positive integer`)
  return Number(text)
}
