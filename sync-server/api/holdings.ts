import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { StationHoldings } from '#shared/contract/holdings.ts'
import type { RetentionReport } from '#shared/contract/retention.ts'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'
import { isoNow } from '#shared/kit/clock.ts'
import type { Account } from '../accounts/account.ts'
import { databaseOfClinic } from '../accounts/clinic-store.ts'
import { createStationKeys } from '../accounts/station-keys.ts'
import { createStationRegister } from '../accounts/station-register.ts'
import { actorOf } from '../administration/actor.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { ServerContext } from '../context.ts'
import { forbidden, notFound, unauthorized } from '../couch/couch-error.ts'
import { gatherHoldings } from '../holdings/gather-holdings.ts'
import { gatherRetention } from '../holdings/gather-retention.ts'
import { reachOf, stationTrace } from '../holdings/station-people.ts'
import { sendJson } from '../http/json-answer.ts'

/** Clocks of PCs are off: what was made a day after the last contact still counts as held. */
const toleranceMs = 24 * 3600_000

/** What was on a lost PC, for those who answer for personal data. See shared/contract/holdings.ts. */
export function holdingsEndpoint(app: FastifyInstance, context: ServerContext, trail: AuditTrail): void {
  const { store, accounts, clinics, clock, random, acts } = context
  const keys = createStationKeys(store.records, random)
  const register = createStationRegister(store.records, clock)

  app.get(
    '/api/clinics/:clinicId/stations/:stationId/holdings',
    { config: { access: 'session' } },
    async (request, reply) => {
      const { clinicId, stationId } = request.params as { clinicId: string; stationId: string }
      const account = readerOf(request, clinicId)
      const station = keys.list(clinicId).find((known) => known.stationId === stationId)
      if (!clinics.get(clinicId) || !station) throw notFound('no such PC')
      const facts = register.factsOf(clinicId, stationId)
      const { people: seen, opened } = stationTrace(store.audit(clinicId), stationId)
      const people = accounts
        .list()
        .filter(
          ({ user, clinicId: own, practitioner }) =>
            own === clinicId && (user === facts.lastUser || seen.has(practitioner.id)),
        )
      const known = new Set(people.map(({ practitioner }) => practitioner.id))
      // Somebody without an account any more may have seen anything.
      const reach = [...seen].every((id) => known.has(id)) ? reachOf(people, opened) : undefined
      const last = facts.lastContactAt
      const held = await gatherHoldings({
        read: (range) => context.documentsOf(databaseOfClinic(clinicId), range),
        holds: reach?.holds,
        madeBefore: last && new Date(Date.parse(last) + toleranceMs).toISOString(),
      })
      const holdings: StationHoldings = {
        clinicId,
        stationId,
        ...(facts.name && { name: facts.name }),
        madeAt: isoNow(clock),
        source: 'server',
        ...(last && { lastContactAt: last }),
        revoked: station.revoked,
        people: people.map(({ practitioner, role }) => ({ name: practitioner.name, role })),
        reach: reach ? 'villages' : 'clinic',
        ...(reach && { villages: reach.villages }),
        ...(facts.report && { onlyHere: facts.report.onlyHere }),
        ...held,
      }
      trail.record(clinicId, account, { action: 'exported', means: 'api/holdings' })
      acts.write({ act: 'station.holdings', by: actorOf(request), clinicId, whom: stationId })
      return sendJson(request, reply, JSON.stringify(holdings), 'no-store')
    },
  )
}

/** What is stored longer than it must be, for a person to decide. See shared/contract/retention.ts. */
export function retentionEndpoint(app: FastifyInstance, context: ServerContext, trail: AuditTrail): void {
  app.get('/api/clinics/:clinicId/retention', { config: { access: 'session' } }, async (request, reply) => {
    const { clinicId } = request.params as { clinicId: string }
    const account = readerOf(request, clinicId)
    if (!context.clinics.get(clinicId)) throw notFound('no such clinic')
    const database = databaseOfClinic(clinicId)
    const found = await gatherRetention((range) => context.documentsOf(database, range), context.clock.now())
    const report: RetentionReport = { madeAt: isoNow(context.clock), ...found }
    trail.record(clinicId, account, { action: 'data-read', means: 'api/retention' })
    return sendJson(request, reply, JSON.stringify(report), 'no-store')
  })
}

/** Those who answer for the personal data of a clinic; to everybody else of other clinics it is not there. */
function readerOf({ account }: FastifyRequest, clinicId: string): Account {
  if (!account) throw unauthorized()
  if (account.role !== 'admin' && account.clinicId !== clinicId) throw notFound('no such PC')
  if (!readsJournal(account.role))
    throw forbidden(
      'What was on a PC is for the head doctor, the data-protection officer and administrators.',
    )
  return account
}
