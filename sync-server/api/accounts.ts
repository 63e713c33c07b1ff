import type { FastifyInstance } from 'fastify'
import { accountRequestSchema } from '#shared/contract/api.ts'
import { scopeOf } from '../accounts/account.ts'
import { accountChanges } from '../administration/account-changes.ts'
import { checkAccountPlace } from '../administration/account-place.ts'
import { actorOf, whomOf } from '../administration/actor.ts'
import { administersAccount } from '../administration/administered.ts'
import { keepAnAdministrator } from '../administration/last-administrator.ts'
import { managedAccountOf } from '../administration/managed-account.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, unauthorized } from '../couch/couch-error.ts'
import { queryOf } from '../couch/query.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

/** `GET /api/me`, the list of accounts, and `PUT /api/accounts/:user` for programs that set a clinic up. */
export function accountEndpoints(app: FastifyInstance, context: ServerContext): void {
  const { accounts, clinics, acts, clock, endFeedsOf } = context
  const managed = managedAccountOf(context)

  app.get('/api/me', { config: { access: 'session' } }, (request, reply) => {
    if (!request.account) throw unauthorized()
    return sendJson(request, reply, JSON.stringify(clinics.profileOf(request.account)))
  })

  app.get('/api/accounts', { config: { access: 'administrator' } }, (request, reply) => {
    const clinic = queryOf(request).text('clinic')
    const me = request.account
    const listed = accounts
      .list()
      .filter(({ clinicId }) => clinic === undefined || clinicId === clinic)
      .filter((account) => me && administersAccount(me, account))
    return sendJson(request, reply, JSON.stringify(listed.map(managed)), 'no-store')
  })

  app.put('/api/accounts/:user', { config: { access: 'admin' } }, async (request, reply) => {
    const { user } = request.params as { user: string }
    if (!/^[\p{L}\p{N}._@-]{1,100}$/u.test(user))
      throw new CouchError(422, 'invalid-body', 'wrong or missing: user')
    const { password, practitioner, clinicId, facilityId, ...asked } = parsedBody(
      request,
      accountRequestSchema,
    )
    const { role, ...person } = practitioner
    const before = accounts.get(user)
    if (!before && password === undefined)
      throw new CouchError(422, 'invalid-body', 'wrong or missing: password')
    const { dismissedOn } = before ?? {}
    // Without a new password the one of the slip stays what it is.
    const oneTime = asked.oneTime ?? (password === undefined && before?.oneTime === true)
    const next = {
      user,
      role,
      practitioner: person,
      clinicId,
      facilityId,
      ...scopeOf({ ...before, ...scopeOf(asked) }),
      ...(dismissedOn ? { dismissedOn } : {}),
      ...(oneTime ? { oneTime } : {}),
    }
    checkAccountPlace(clinics, next)
    keepAnAdministrator(accounts, next, clock.now())
    const act = { by: actorOf(request), clinicId, ...whomOf(next) }
    const account = await accounts.put(next, password, (stored) => {
      if (!before) return acts.write({ ...act, act: 'account.created' })
      const changes = accountChanges(before, stored)
      if (changes.length > 0) acts.write({ ...act, act: 'account.changed', changes })
      if (stored.generation !== before.generation) acts.write({ ...act, act: 'account.password' })
    })
    // What is open was asked for as the person was; it is asked for again as the person is.
    endFeedsOf(user)
    return sendJson(request, reply.code(before ? 200 : 201), JSON.stringify(clinics.profileOf(account)))
  })
}
