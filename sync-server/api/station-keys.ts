import type { FastifyInstance } from 'fastify'
import { stationKeysRequestSchema } from '#shared/contract/station-keys.ts'
import { createStationKeys } from '../accounts/station-keys.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, forbidden, notFound } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

/** `POST /api/station-keys` for the people of a clinic; `DELETE /api/clinics/:clinicId/stations/:stationId` revokes. */
export function stationKeyEndpoints(app: FastifyInstance, { store, random }: ServerContext): void {
  const stations = createStationKeys(store.records, random)

  app.post('/api/station-keys', { config: { access: 'session' } }, (request, reply) => {
    const clinicId = request.account?.clinicId ?? ''
    if (clinicId === '') throw forbidden('You do not work in a clinic.')
    const answer = stations.of(clinicId, parsedBody(request, stationKeysRequestSchema).stationId)
    if (answer.outcome === 'revoked')
      throw new CouchError(410, 'station.revoked', 'an administrator has revoked this PC')
    if (answer.outcome === 'too-many') throw forbidden('This clinic has too many PCs.')
    return sendJson(request, reply, JSON.stringify(answer.keys))
  })

  app.delete(
    '/api/clinics/:clinicId/stations/:stationId',
    { config: { access: 'admin' } },
    (request, reply) => {
      const { clinicId, stationId } = request.params as { clinicId: string; stationId: string }
      if (!stations.revoke(clinicId, stationId)) throw notFound('no such PC')
      return sendJson(request, reply, '{"ok":true}')
    },
  )
}
