import type { FastifyInstance } from 'fastify'
import { type OpenedCard, openingRequestSchema } from '#shared/contract/openings.ts'
import { caresForPatients } from '#shared/domain/access/index.ts'
import { databaseOfClinic } from '../accounts/clinic-store.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { ServerContext } from '../context.ts'
import { forbidden, notFound, unauthorized } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'
import { openFiles } from '../scope/file-places.ts'
import { openingMs } from '../scope/own-card-openings.ts'

/** `POST /api/clinics/:clinicId/patients/:patientId/openings`: opens a card outside one's own patients for a reason. */
export function openingEndpoints(
  app: FastifyInstance,
  { store, placesStore, clinics, clock, clinicReady }: ServerContext,
  trail: AuditTrail,
): void {
  app.post(
    '/api/clinics/:clinicId/patients/:patientId/openings',
    { config: { access: 'session' } },
    async (request, reply) => {
      const { account } = request
      if (!account) throw unauthorized()
      const { clinicId, patientId } = request.params as { clinicId: string; patientId: string }
      if (account.clinicId !== clinicId || !clinics.get(clinicId)) throw notFound('no such clinic')
      if (!caresForPatients(account.role)) throw forbidden('Your role opens no cards.')
      const { reason } = parsedBody(request, openingRequestSchema)
      const person = account.practitioner.id
      const openedAtMs = clock.now()
      const untilMs = openedAtMs + openingMs
      const opening = { person, patient: patientId, openedAtMs, untilMs, reason: reason.code }
      await clinicReady(databaseOfClinic(clinicId))
      const database = store.open(databaseOfClinic(clinicId))
      if (!database?.places.villagesOf(patientId)) throw notFound('no such card')
      // First the trace: where it cannot be written (a full disk), the card stays closed.
      trail.record(clinicId, account, { action: 'glass-broken', patientId, reason, means: 'api/openings' })
      await database.open(opening)
      await openFiles(placesStore, clinicId, opening)
      const answer: OpenedCard = { patientId, until: new Date(untilMs).toISOString() }
      return sendJson(request, reply.code(201), JSON.stringify(answer), 'no-store')
    },
  )
}
