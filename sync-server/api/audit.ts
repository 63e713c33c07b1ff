import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type AuditPage, type AuditReceipt, auditDeliverySchema } from '#shared/contract/audit-log.ts'
import { caresForPatients, roleRuleOf, worksOnPcs } from '#shared/domain/access/index.ts'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'
import type { Account } from '../accounts/account.ts'
import { databaseOfClinic } from '../accounts/clinic-store.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import { verifyLog } from '../audit/verify-log.ts'
import type { ServerContext } from '../context.ts'
import { badRequest, forbidden, notFound, unauthorized } from '../couch/couch-error.ts'
import { type Query, queryOf } from '../couch/query.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'
import { readScopeOf } from '../scope/read-scope.ts'
import type { AuditSearch } from '../store/audit-log.ts'

const usualRows = 100
const mostRows = 500

/** The trace of access: stations deliver it, the people who answer for it search and verify it. See audit-log.ts. */
export function auditEndpoints(
  app: FastifyInstance,
  { store, accounts, clinics, clock, clinicReady }: ServerContext,
  trail: AuditTrail,
): void {
  const config = { access: 'session' as const }

  /** Whose request this is, of somebody who has to do with this clinic. To all others it is not there. */
  const inClinic = (request: FastifyRequest): { account: Account; clinicId: string } => {
    const { account } = request
    const { clinicId } = request.params as { clinicId: string }
    if (!account) throw unauthorized()
    const mayKnow = account.role === 'admin' || account.clinicId === clinicId
    if (!mayKnow || !clinics.get(clinicId)) throw notFound('no such clinic')
    return { account, clinicId }
  }

  /** A card outside the person's own patients: nobody seems to have opened it, as one that is not here. */
  const isHidden = async (
    { principal }: FastifyRequest,
    clinicId: string,
    patient: string | undefined,
  ): Promise<boolean> => {
    const { staff } = principal
    const scope = staff && readScopeOf(staff)
    if (!scope || patient === undefined) return false
    await clinicReady(databaseOfClinic(clinicId))
    return store.open(databaseOfClinic(clinicId))?.within(scope).winner(patient) === undefined
  }

  app.post('/api/clinics/:clinicId/audit', { config }, (request, reply) => {
    const { account, clinicId } = inClinic(request)
    const delivery = parsedBody(request, auditDeliverySchema)
    const receipt: AuditReceipt = trail.take(
      { clinicId, ...delivery, deliveredBy: account.practitioner.id },
      (practitionerId) => accounts.practitioners.roleIn(clinicId, practitionerId),
      // Who works on no PC of the clinic brings nobody else's events.
      (practitionerId) => worksOnPcs(account.role) || practitionerId === account.practitioner.id,
    )
    return sendJson(request, reply, JSON.stringify(receipt))
  })

  app.get('/api/clinics/:clinicId/audit', { config }, async (request, reply) => {
    const { account, clinicId } = inClinic(request)
    const query = queryOf(request)
    const search = searchOf(query)
    const isJournal = readsJournal(account.role)
    // Whoever looks after patients hands a patient the list of who opened the card.
    if (!isJournal && search.patient === undefined)
      throw forbidden('The whole trace of access is for the head doctor and the data-protection officer.')
    // A patient asks about the own card, and learns of no other whether it is here.
    const isOwnCard = roleRuleOf(account.role).ownCardOnly && search.patient === account.patientId
    if (!isJournal && !isOwnCard && !caresForPatients(account.role))
      throw forbidden('The list of who opened a card is handed out by who looks after patients.')
    const found = (await isHidden(request, clinicId, search.patient))
      ? []
      : store.audit(clinicId).search({ ...search, limit: search.limit + 1 })
    const shown = found.slice(0, search.limit)
    const last = shown.at(-1)
    if (!search.after)
      trail.record(clinicId, account, {
        action: isJournal && search.patient === undefined ? 'journal-viewed' : 'trail-viewed',
        ...(search.patient === undefined ? {} : { patientId: search.patient }),
        means: 'api/audit',
      })
    const page: AuditPage = {
      events: shown.map(({ body }) => JSON.parse(body) as AuditPage['events'][number]),
      ...(found.length > shown.length && last ? { next: `${last.order}.${last.at}` } : {}),
      ...(isJournal && !search.after ? { people: store.audit(clinicId).people() } : {}),
    }
    return sendJson(request, reply, JSON.stringify(page), 'no-store')
  })

  app.get('/api/clinics/:clinicId/audit/verification', { config }, async (request, reply) => {
    const { account, clinicId } = inClinic(request)
    if (!readsJournal(account.role))
      throw forbidden('The trace of access is verified by the head doctor and the data-protection officer.')
    return sendJson(
      request,
      reply,
      JSON.stringify(await verifyLog(store, trail, clinicId, clock)),
      'no-store',
    )
  })
}

function searchOf(query: Query): AuditSearch {
  const moment = (name: string): string | undefined => {
    const text = query.text(name)
    if (text === undefined || text === '') return undefined
    const ms = Date.parse(text)
    if (Number.isNaN(ms)) throw badRequest(`not a moment: ${name}`)
    return new Date(ms).toISOString()
  }
  const name = (of: string) => query.text(of)?.slice(0, 200) || undefined
  const after = /^(\d{1,15})\.(\d{4}-[\dT:.Z-]+)$/.exec(query.text('after') ?? '')
  if (query.text('after') && !after) throw badRequest('not a place in the log: after')
  return {
    patient: name('patient'),
    person: name('person'),
    action: name('action'),
    from: moment('from'),
    to: moment('to'),
    limit: Math.min(Math.max(1, query.count('limit') ?? usualRows), mostRows),
    after: after ? { order: Number(after[1]), at: after[2]! } : undefined,
  }
}
