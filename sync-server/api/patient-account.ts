import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ActKind } from '#shared/contract/administration.ts'
import { newPatientAccountSchema, type PatientAccount } from '#shared/contract/patient-account.ts'
import { givesOwnCards, villageKeysOfPerson, villagesMeet } from '#shared/domain/access/index.ts'
import type { AuditAction } from '#shared/domain/audit/audit-event.schema.ts'
import { ulid } from '#shared/kit/ids.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { type Account, staffOf } from '../accounts/account.ts'
import { databaseOfClinic } from '../accounts/clinic-store.ts'
import { patientLogin } from '../accounts/patient-login.ts'
import { actorOf } from '../administration/actor.ts'
import { passwordIssuer } from '../administration/issue-password.ts'
import { managedAccountOf } from '../administration/managed-account.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, forbidden, notFound, unauthorized } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

const session = { config: { access: 'session' as const } }
const path = '/api/clinics/:clinicId/patients/:patientId/account'

/**
 * The account by which a patient reads the own card. What is done with it stands in the trace of access, where the patient
 * sees it, and in the log of acts, there without the patient's name.
 */
export function patientAccountEndpoints(
  app: FastifyInstance,
  context: ServerContext,
  trail: AuditTrail,
): void {
  const { accounts, acts, clinics, clock, random, store, clinicReady, endFeedsOf } = context
  const managed = managedAccountOf(context)
  const issue = passwordIssuer(context)

  /** Who asks, about which card; refused are roles that give no accounts, absent are cards that are not theirs. */
  const about = async (request: FastifyRequest) => {
    const { account: by } = request
    if (!by) throw unauthorized()
    const { clinicId, patientId } = request.params as { clinicId: string; patientId: string }
    if (by.clinicId !== clinicId || !clinics.get(clinicId)) throw notFound('no such clinic')
    if (!givesOwnCards(by.role)) throw forbidden('Your role gives patients no accounts.')
    await clinicReady(databaseOfClinic(clinicId))
    const villages = store.open(databaseOfClinic(clinicId))?.places.villagesOf(patientId)
    const own = villageKeysOfPerson(staffOf(by))
    if (!villages || (own && !villagesMeet(own, villages))) throw notFound('no such card')
    return { by, clinicId, patientId, account: accounts.ofCard(clinicId, patientId) }
  }
  const known = async (request: FastifyRequest) => {
    const { account, ...asked } = await about(request)
    if (!account) throw notFound('no such account')
    return { ...asked, account }
  }
  /** Written in the commit that does it. */
  const written =
    (request: FastifyRequest, by: Account, act: ActKind, action: AuditAction) =>
    ({ user, clinicId, patientId }: Account): void => {
      acts.write({ act, by: actorOf(request), clinicId, whom: user })
      trail.record(clinicId, by, { action, ...(patientId && { patientId }), means: 'api/account' })
    }
  const answer = (request: FastifyRequest, reply: FastifyReply, account: Account | undefined) => {
    const body: PatientAccount = account ? { account: managed(account) } : {}
    return sendJson(request, reply, JSON.stringify(body), 'no-store')
  }

  app.get(path, session, async (request, reply) => answer(request, reply, (await about(request)).account))

  app.post(path, session, async (request, reply) => {
    const { by, clinicId, patientId, account } = await about(request)
    const { name } = parsedBody(request, newPatientAccountSchema)
    if (account) throw new CouchError(409, 'account.card-taken', 'this card has an account')
    const next = {
      user: patientLogin(random, accounts.isTaken),
      role: 'patient' as const,
      practitioner: { id: `practitioner:${ulid(clock, random)}`, name, position: '' },
      clinicId,
      facilityId: by.facilityId,
      patientId,
    }
    const also = written(request, by, 'account.created', 'access-given')
    const issued = await issue(next.user, () => next, also)
    return sendJson(request, reply.code(201), JSON.stringify(issued), 'no-store')
  })

  app.post(`${path}/one-time-password`, session, async (request, reply) => {
    const { by, account } = await known(request)
    const also = written(request, by, 'account.one-time-password', 'access-renewed')
    const issued = await issue(account.user, (now) => now ?? account, also)
    return sendJson(request, reply, JSON.stringify(issued), 'no-store')
  })

  app.put(`${path}/closure`, session, async (request, reply) => {
    const { by, account } = await known(request)
    if (account.dismissedOn !== undefined) return answer(request, reply, account)
    const closed = { ...account, dismissedOn: minskDay(clock.now()) }
    accounts.replace(closed, written(request, by, 'account.dismissed', 'access-closed'))
    endFeedsOf(closed.user)
    return answer(request, reply, closed)
  })

  app.delete(`${path}/closure`, session, async (request, reply) => {
    const { by, account } = await known(request)
    const { dismissedOn, ...open } = account
    if (dismissedOn !== undefined)
      accounts.replace(open, written(request, by, 'account.reinstated', 'access-reopened'))
    return answer(request, reply, open)
  })
}
