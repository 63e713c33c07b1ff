import {
  type AuditPage,
  type AuditVerification,
  auditPageSchema,
  auditVerificationSchema,
} from '#shared/contract/audit-log.ts'
import type { ClinicServer } from './clinic-server.ts'
import type { Ledger } from './ledger.ts'

/**
 * The trace of access as the server has it after everything: every chain without a gap, a fork or an altered event, and
 * every opening that a station had on its disk there, once.
 */
export async function judgeTrace(server: ClinicServer, ledger: Ledger): Promise<string[]> {
  const found: string[] = []
  const { json } = await server.askAll('GET', '/api/clinics/demo/audit/verification')
  const { chains }: AuditVerification = auditVerificationSchema.parse(json)
  for (const { station, chain, missing, forked, altered, broken, refused } of chains) {
    const harm = { missing, forked, altered, broken, refused: refused > 0 ? [refused] : [] }
    for (const [what, where] of Object.entries(harm))
      if (where.length > 0) found.push(`chain ${chain} of ${station}: ${what} ${JSON.stringify(where)}`)
  }
  const openings = await openingsOn(server)
  for (const { text, opened, station } of ledger.tokens()) {
    const times = openings.filter((event) => event.means === text)
    if (opened !== undefined && times.length !== 1)
      found.push(`the opening of ${opened} at ${station} (${text}) is on the server ${times.length} times`)
  }
  return found
}

async function openingsOn(server: ClinicServer): Promise<AuditPage['events']> {
  const events: AuditPage['events'] = []
  for (let after = ''; ; ) {
    const { json } = await server.askAll(
      'GET',
      `/api/clinics/demo/audit?action=card-opened&limit=500${after}`,
    )
    const page = auditPageSchema.parse(json)
    events.push(...page.events)
    if (page.next === undefined) return events
    after = `&after=${page.next}`
  }
}
