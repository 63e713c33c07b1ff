import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { accountChangeSchema, dismissalSchema, newAccountSchema } from '#shared/contract/administration.ts'
import { ulid } from '#shared/kit/ids.ts'
import { type Account, isDismissed, scopeOf } from '../accounts/account.ts'
import { accountChanges } from '../administration/account-changes.ts'
import { checkAccountPlace } from '../administration/account-place.ts'
import type { NewAct } from '../administration/act-log.ts'
import { actorOf, whomOf } from '../administration/actor.ts'
import { administersAccount } from '../administration/administered.ts'
import { passwordIssuer } from '../administration/issue-password.ts'
import { keepAnAdministrator } from '../administration/last-administrator.ts'
import { managedAccountOf } from '../administration/managed-account.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, forbidden, notFound } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

const admin = { config: { access: 'administrator' as const } }
const taken = () => new CouchError(409, 'account.taken', 'there is such an account')

/**
 * What administrators do with the accounts of people. No account is ever deleted: records name its person. Every act is
 * written to the log in the commit that does it.
 */
export function staffEndpoints(app: FastifyInstance, context: ServerContext): void {
  const { accounts, clinics, acts, clock, random, sessions, endFeedsOf } = context
  const managed = managedAccountOf(context)
  const issuePassword = passwordIssuer(context)
  const answer = (request: FastifyRequest, reply: FastifyReply, account: Account) =>
    sendJson(request, reply, JSON.stringify(managed(account)), 'no-store')

  const administered = (request: FastifyRequest, account: Account | undefined): Account => {
    const me = request.account
    if (!account || !me || !administersAccount(me, account)) throw notFound('no such account')
    return account
  }
  const accountOf = (request: FastifyRequest): Account =>
    administered(request, accounts.get((request.params as { user: string }).user))
  const actOn = (request: FastifyRequest, account: Account): Omit<NewAct, 'act'> => ({
    by: actorOf(request),
    clinicId: account.clinicId,
    ...whomOf(account),
  })
  const checkPlace = (
    request: FastifyRequest,
    account: Omit<Account, 'user' | 'password' | 'generation'>,
  ) => {
    if (!request.account || !administersAccount(request.account, account))
      throw forbidden('You do not give such an account.')
    const { clinicId, facilityId } = account
    const clinic = clinics.get(clinicId)
    checkAccountPlace(clinics, account)
    if (clinic && !clinic.facilities.some(({ id }) => id === facilityId))
      throw new CouchError(422, 'invalid-body', 'wrong or missing: facilityId')
  }
  const issue = async (
    request: FastifyRequest,
    reply: FastifyReply,
    account: Omit<Account, 'password' | 'generation'>,
    act: 'account.created' | 'account.one-time-password',
  ) => {
    const issued = await issuePassword(
      account.user,
      (now) => {
        if (act === 'account.created' && accounts.isTaken(account.user)) throw taken()
        return now ? administered(request, now) : account
      },
      (next) => acts.write({ ...actOn(request, next), act }),
    )
    return sendJson(request, reply, JSON.stringify(issued), 'no-store')
  }

  app.post('/api/accounts', admin, (request, reply) => {
    const { user, name, role, position, clinicId, facilityId, ...scope } = parsedBody(
      request,
      newAccountSchema,
    )
    if (accounts.isTaken(user)) throw taken()
    const practitioner = { id: `practitioner:${ulid(clock, random)}`, name, position }
    const account = { user, role, practitioner, clinicId, facilityId, ...scopeOf(scope) }
    checkPlace(request, account)
    return issue(request, reply.code(201), account, 'account.created')
  })

  app.post('/api/accounts/:user/one-time-password', admin, (request, reply) =>
    issue(request, reply, accountOf(request), 'account.one-time-password'),
  )

  app.patch('/api/accounts/:user', admin, (request, reply) => {
    const before = accountOf(request)
    const change = parsedBody(request, accountChangeSchema)
    const { name = before.practitioner.name, position = before.practitioner.position } = change
    const { role = before.role, facilityId = before.facilityId } = change
    const practitioner = { ...before.practitioner, name, position }
    const next: Account = { ...before, role, practitioner, facilityId, ...scopeOf(change) }
    checkPlace(request, next)
    keepAnAdministrator(accounts, next, clock.now())
    const changes = accountChanges(before, next)
    if (changes.length > 0) {
      accounts.replace(next, () => acts.write({ ...actOn(request, next), act: 'account.changed', changes }))
      // What is open was asked for as the person was; it is asked for again as the person is.
      endFeedsOf(next.user)
    }
    return answer(request, reply, next)
  })

  app.put('/api/accounts/:user/dismissal', admin, (request, reply) => {
    const before = accountOf(request)
    const { on } = parsedBody(request, dismissalSchema)
    if (before.user === request.account?.user)
      throw new CouchError(409, 'account.own', 'nobody closes their own account')
    const next = { ...before, dismissedOn: on }
    keepAnAdministrator(accounts, next, clock.now())
    const changes = [{ field: 'dismissedOn', from: before.dismissedOn ?? '', to: on }]
    accounts.replace(next, () => acts.write({ ...actOn(request, next), act: 'account.dismissed', changes }))
    if (isDismissed(next, clock.now())) endFeedsOf(next.user)
    return answer(request, reply, next)
  })

  app.delete('/api/accounts/:user/dismissal', admin, (request, reply) => {
    const { dismissedOn, ...next } = accountOf(request)
    if (dismissedOn !== undefined)
      accounts.replace(next, () => acts.write({ ...actOn(request, next), act: 'account.reinstated' }))
    return answer(request, reply, next)
  })

  app.delete('/api/accounts/:user/lockout', admin, (request, reply) => {
    const account = accountOf(request)
    if (sessions.limit.failures(account.user) > 0) {
      acts.write({ ...actOn(request, account), act: 'account.unlocked' })
      sessions.limit.succeeded(account.user)
    }
    return answer(request, reply, account)
  })
}
