import type { FastifyInstance, FastifyRequest } from 'fastify'
import { protocolHeader } from '#shared/contract/protocol-version.ts'
import { clinicOfDatabase } from '../accounts/clinic-store.ts'
import type { ServerContext } from '../context.ts'
import { databaseName } from '../http/access.ts'
import { belongsToClinic, isClinicDatabase } from '../scope/database-access.ts'
import type { AuditTrail } from './audit-trail.ts'

/** Endpoints that give documents of a clinic, by the route's pattern. Revisions and settings tell nothing of a person. */
const reads: [pattern: RegExp, means: string][] = [
  [/^\/:db\/_changes$/, 'changes'],
  [/^\/:db\/(_all_docs|_design_docs)(\/queries)?$/, 'all-docs'],
  [/^\/:db\/_bulk_get$/, 'bulk-get'],
  [/^\/:db\/_find$/, 'find'],
  [/^\/:db\/_design\/.*\/_view\//, 'view'],
  [/^\/:db\/:id(\/|$)/, 'document'],
]
const mostRemembered = 10_000

/**
 * Every account that reads a clinic's documents leaves a trace, whatever it reads them with: one event a person, way of
 * signing in, way of reading and day. What a workplace says of single cards comes from its own chain; that its account
 * took the clinic's documents at all is recorded here as well, as anybody could call itself a workplace.
 */
export function traceReads(
  app: FastifyInstance,
  trail: AuditTrail,
  { clinics, clock }: Pick<ServerContext, 'clinics' | 'clock'>,
): void {
  const told = new Set<string>()
  app.addHook('onRequest', async (request) => {
    const means = meansOf(request)
    if (!means || !request.account) return
    const database = databaseName(request)
    const clinicId = clinicOfDatabase(database)
    if (!clinics.get(clinicId)) return
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    const key = `${request.account.user} ${request.authenticatedBy} ${database} ${means} ${day}`
    if (told.has(key)) return
    if (told.size >= mostRemembered) told.clear()
    told.add(key)
    try {
      trail.record(clinicId, request.account, { action: 'data-read', means })
    } catch {
      // Reads go on when the disk is full (D3); the next one tries again.
      told.delete(key)
      request.log.error({ code: 'audit.not-written' }, 'a read left no trace')
    }
  })
}

function meansOf(request: FastifyRequest): string | undefined {
  const { url = '', config } = request.routeOptions
  const isRead = request.method === 'GET' || request.method === 'HEAD' || request.method === 'POST'
  if (!isRead || config?.access !== 'database' || !url.startsWith('/:db')) return undefined
  const name = databaseName(request)
  if (!belongsToClinic(name) || !isClinicDatabase(name)) return undefined
  const kind = reads.find(([pattern]) => pattern.test(url))?.[1]
  if (kind === undefined) return undefined
  return request.headers[protocolHeader] === undefined ? `client/${kind}` : 'workplace'
}
