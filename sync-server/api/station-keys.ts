import type { FastifyInstance, FastifyRequest } from 'fastify'
import { olderKeysRequestSchema, stationKeysRequestSchema } from '#shared/contract/station-keys.ts'
import { worksOnPcs } from '#shared/domain/access/index.ts'
import { createStationKeys, type RenewalAnswer } from '../accounts/station-keys.ts'
import { createStationRegister } from '../accounts/station-register.ts'
import { actorOf } from '../administration/actor.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, forbidden, notFound } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

/**
 * `POST /api/station-keys` for the people of a clinic, the renewal of the keys; administrators may ask for a renewal, and
 * `DELETE /api/clinics/:clinicId/stations/:stationId` revokes.
 */
export function stationKeyEndpoints(app: FastifyInstance, context: ServerContext): void {
  const { store, random, clock, acts } = context
  const stations = createStationKeys(store.records, random)
  const register = createStationRegister(store.records, clock)

  app.post('/api/station-keys', { config: { access: 'session' } }, (request, reply) => {
    const { stationId } = parsedBody(request, stationKeysRequestSchema)
    const keys = keysOf(stations.of(clinicOf(request), stationId, request.account?.practitioner.id ?? ''))
    if (request.account) register.noteContact(request.account, stationId)
    return sendJson(request, reply, keys)
  })

  app.post('/api/station-keys/renewal', { config: { access: 'session' } }, (request, reply) => {
    const { stationId } = parsedBody(request, stationKeysRequestSchema)
    return sendJson(request, reply, keysOf(stations.renew(clinicOf(request), stationId)))
  })

  app.delete('/api/station-keys/older', { config: { access: 'session' } }, (request, reply) => {
    const { stationId, current } = parsedBody(request, olderKeysRequestSchema)
    return sendJson(request, reply, keysOf(stations.dropOlder(clinicOf(request), stationId, current)))
  })

  app.post(
    '/api/clinics/:clinicId/stations/:stationId/key-renewal',
    { config: { access: 'administrator' } },
    (request, reply) => {
      const { clinicId, stationId } = request.params as { clinicId: string; stationId: string }
      store.records.together(() => {
        keysOf(stations.renew(clinicId, stationId))
        acts.write({ act: 'station.key-renewal', by: actorOf(request), clinicId, whom: stationId })
      })
      return sendJson(request, reply, '{"ok":true}')
    },
  )

  app.delete(
    '/api/clinics/:clinicId/stations/:stationId',
    { config: { access: 'administrator' } },
    (request, reply) => {
      const { clinicId, stationId } = request.params as { clinicId: string; stationId: string }
      const known = stations.list(clinicId).find((station) => station.stationId === stationId)
      if (!known) throw notFound('no such PC')
      if (!known.revoked)
        store.records.together(() => {
          stations.revoke(clinicId, stationId)
          const { name: whomName } = register.factsOf(clinicId, stationId)
          acts.write({ act: 'station.revoked', by: actorOf(request), clinicId, whom: stationId, whomName })
        })
      return sendJson(request, reply, '{"ok":true}')
    },
  )
}

function clinicOf(request: FastifyRequest): string {
  const clinicId = request.account?.clinicId ?? ''
  if (clinicId === '' || !worksOnPcs(request.account?.role ?? ''))
    throw forbidden('You do not work in a clinic.')
  return clinicId
}

/** The keys as JSON, or the refusal. */
function keysOf(answer: RenewalAnswer): string {
  switch (answer.outcome) {
    case 'keys':
      return JSON.stringify(answer.keys)
    case 'revoked':
      throw new CouchError(410, 'station.revoked', 'an administrator has revoked this PC')
    case 'too-many':
      throw forbidden(
        'There are too many PCs that you were the first on, or in this clinic, or too many keys of this PC; an administrator can revoke PCs.',
      )
    case 'unknown':
      throw notFound('no such PC')
    case 'under-way':
      throw new CouchError(409, 'station.renewal-under-way', 'an older key of this PC is still in use')
  }
}
