import type { FastifyInstance } from 'fastify'
import { accountRequestSchema } from '#shared/contract/api.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, unauthorized } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

/** `GET /api/me` and the administrator's account endpoints. */
export function accountEndpoints(app: FastifyInstance, { accounts, clinics }: ServerContext): void {
  app.get('/api/me', { config: { access: 'session' } }, (request, reply) => {
    if (!request.account) throw unauthorized()
    return sendJson(request, reply, JSON.stringify(clinics.profileOf(request.account)))
  })

  app.get('/api/accounts', { config: { access: 'admin' } }, (request, reply) =>
    sendJson(request, reply, JSON.stringify(accounts.list().map(clinics.profileOf))),
  )

  app.put('/api/accounts/:user', { config: { access: 'admin' } }, async (request, reply) => {
    const { user } = request.params as { user: string }
    if (!/^[\p{L}\p{N}._@-]{1,100}$/u.test(user))
      throw new CouchError(422, 'invalid-body', 'wrong or missing: user')
    const { password, oneTime, practitioner, clinicId, facilityId } = parsedBody(
      request,
      accountRequestSchema,
    )
    const { role, ...person } = practitioner
    const isNew = accounts.get(user) === undefined
    if (isNew && password === undefined)
      throw new CouchError(422, 'invalid-body', 'wrong or missing: password')
    const clinicMissing = clinicId === '' ? role !== 'admin' : !clinics.get(clinicId)
    if (clinicMissing) throw new CouchError(422, 'invalid-body', 'wrong or missing: clinicId')
    const account = await accounts.put(
      {
        user,
        role,
        practitioner: person,
        clinicId,
        facilityId,
        ...(oneTime === undefined ? {} : { oneTime }),
      },
      password,
    )
    return sendJson(request, reply.code(isNew ? 201 : 200), JSON.stringify(clinics.profileOf(account)))
  })
}
