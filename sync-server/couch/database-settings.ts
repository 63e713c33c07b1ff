import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonText } from '../http/request-body.ts'
import { databaseOf } from './databases.ts'

/** `POST /{db}/_compact`: drops the contents of attachments that no stored revision names. */
export function databaseSettings(app: FastifyInstance, { store }: ServerContext): void {
  app.post('/:db/_compact', { config: { access: 'admin' } }, async (request, reply) => {
    jsonText(request)
    await databaseOf(store, request).compact()
    return sendJson(request, reply.code(202), '{"ok":true}')
  })
}
