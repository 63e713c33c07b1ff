import type { FastifyInstance } from 'fastify'
import type { ManagedClinic } from '#shared/contract/administration.ts'
import { clinicRequestSchema } from '#shared/contract/api.ts'
import { sameJson } from '#shared/kit/canonical-json.ts'
import { isDismissed } from '../accounts/account.ts'
import { databaseOfClinic } from '../accounts/clinic-store.ts'
import { actorOf } from '../administration/actor.ts'
import { mayAdminister } from '../administration/administered.ts'
import type { ServerContext } from '../context.ts'
import { CouchError } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

/** The clinics of the server, and `PUT /api/clinics/:clinicId`: a clinic's facilities and its database. */
export function clinicEndpoints(app: FastifyInstance, context: ServerContext): void {
  const { accounts, acts, clinics, clock, createDatabase, store } = context

  app.get('/api/clinics', { config: { access: 'administrator' } }, (request, reply) => {
    const open = accounts.list().filter((account) => !isDismissed(account, clock.now()))
    const mine = clinics.list().filter(({ id }) => mayAdminister(request, id))
    const listed = mine.map(
      (clinic): ManagedClinic => ({
        ...clinic,
        accounts: open.filter(({ clinicId }) => clinicId === clinic.id).length,
      }),
    )
    return sendJson(request, reply, JSON.stringify(listed), 'no-store')
  })

  app.put('/api/clinics/:clinicId', { config: { access: 'administrator' } }, async (request, reply) => {
    const { clinicId } = request.params as { clinicId: string }
    if (!/^[a-z0-9-]{1,40}$/.test(clinicId) || clinicId.endsWith('-files'))
      throw new CouchError(422, 'invalid-body', 'wrong or missing: clinicId')
    const { facilities } = parsedBody(request, clinicRequestSchema)
    const created = await createDatabase(databaseOfClinic(clinicId))
    const before = clinics.get(clinicId)
    if (!before || !sameJson(before.facilities, facilities))
      store.records.together(() => {
        clinics.put({ id: clinicId, facilities })
        acts.write({
          act: before ? 'clinic.changed' : 'clinic.created',
          by: actorOf(request),
          clinicId,
          whom: clinicId,
          whomName: facilities[0]?.name,
        })
      })
    const answer = { id: clinicId, database: databaseOfClinic(clinicId), facilities }
    return sendJson(request, reply.code(created ? 201 : 200), JSON.stringify(answer))
  })
}
