import type { FastifyInstance } from 'fastify'
import { clinicRequestSchema } from '#shared/contract/api.ts'
import { databaseOfClinic } from '../accounts/clinic-store.ts'
import type { ServerContext } from '../context.ts'
import { CouchError } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

/** `PUT /api/clinics/:clinicId`: the clinic's facilities and its database. */
export function clinicEndpoints(app: FastifyInstance, { clinics, createDatabase }: ServerContext): void {
  app.put('/api/clinics/:clinicId', { config: { access: 'admin' } }, async (request, reply) => {
    const { clinicId } = request.params as { clinicId: string }
    if (!/^[a-z0-9-]{1,40}$/.test(clinicId) || clinicId.endsWith('-files'))
      throw new CouchError(422, 'invalid-body', 'wrong or missing: clinicId')
    const { facilities } = parsedBody(request, clinicRequestSchema)
    const created = await createDatabase(databaseOfClinic(clinicId))
    clinics.put({ id: clinicId, facilities })
    const answer = { id: clinicId, database: databaseOfClinic(clinicId), facilities }
    return sendJson(request, reply.code(created ? 201 : 200), JSON.stringify(answer))
  })
}
