import type { FastifyInstance } from 'fastify'
import {
  type ManagedStation,
  stationChangeSchema,
  stationReportSchema,
} from '#shared/contract/administration.ts'
import { createStationKeys } from '../accounts/station-keys.ts'
import { createStationRegister } from '../accounts/station-register.ts'
import { actorOf } from '../administration/actor.ts'
import type { ServerContext } from '../context.ts'
import { forbidden, notFound } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

/** What PCs say of themselves, and the administrators' list of them. */
export function stationEndpoints(app: FastifyInstance, context: ServerContext): void {
  const { store, random, clock, acts } = context
  const keys = createStationKeys(store.records, random)
  const register = createStationRegister(store.records, clock)
  const listed = (clinicId: string): ManagedStation[] =>
    keys.list(clinicId).map((station) => ({ ...station, ...register.factsOf(clinicId, station.stationId) }))

  app.put('/api/station-report', { config: { access: 'session' } }, (request, reply) => {
    const { account } = request
    if (!account || account.clinicId === '') throw forbidden('You do not work in a clinic.')
    const { stationId, ...report } = parsedBody(request, stationReportSchema)
    // Only PCs that have their keys from here: nobody fills the list with made-up ones.
    if (!keys.list(account.clinicId).some((known) => known.stationId === stationId))
      throw notFound('no such PC')
    register.noteContact(account, stationId, report)
    return sendJson(request, reply, '{"ok":true}')
  })

  app.get('/api/clinics/:clinicId/stations', { config: { access: 'administrator' } }, (request, reply) => {
    const { clinicId } = request.params as { clinicId: string }
    if (!context.clinics.get(clinicId)) throw notFound('no such clinic')
    return sendJson(request, reply, JSON.stringify(listed(clinicId)), 'no-store')
  })

  app.patch(
    '/api/clinics/:clinicId/stations/:stationId',
    { config: { access: 'administrator' } },
    (request, reply) => {
      const { clinicId, stationId } = request.params as { clinicId: string; stationId: string }
      const { name } = parsedBody(request, stationChangeSchema)
      const before = listed(clinicId).find((station) => station.stationId === stationId)
      if (!before) throw notFound('no such PC')
      const changes = [{ field: 'name', from: before.name ?? '', to: name }]
      store.records.together(() => {
        register.name(clinicId, stationId, name)
        acts.write({ act: 'station.named', by: actorOf(request), clinicId, whom: stationId, changes })
      })
      return sendJson(request, reply, JSON.stringify({ ...before, name }), 'no-store')
    },
  )
}
