import type { FastifyInstance } from 'fastify'
import { demonstrationSchema, type ServerStatus } from '#shared/contract/api.ts'
import { protocolVersion } from '#shared/contract/protocol-version.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { fromRecord } from '../accounts/from-record.ts'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

/** `GET /api/status` and the marker of a demonstration clinic. */
export function status(app: FastifyInstance, { store, clock, version }: ServerContext): void {
  app.get('/api/status', { config: { access: 'open' } }, (request, reply) => {
    const demonstration = fromRecord(demonstrationSchema, store.records.get('server', 'demonstration'))
    const answer: ServerStatus = {
      product: 'lekar',
      version,
      protocolVersion,
      time: isoNow(clock),
      ...(demonstration ? { demonstration } : {}),
    }
    return sendJson(request, reply, JSON.stringify(answer))
  })

  app.put('/api/demonstration', { config: { access: 'admin' } }, (request, reply) => {
    const demonstration = parsedBody(request, demonstrationSchema)
    if (demonstration.accounts.length === 0) store.records.remove('server', 'demonstration')
    else store.records.put('server', 'demonstration', demonstration)
    return sendJson(request, reply, JSON.stringify(demonstration))
  })
}
