import { setImmediate } from 'node:timers/promises'
import type { AuditVerification, ChainVerification } from '#shared/contract/audit-log.ts'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { createChainCheck } from '#shared/domain/audit/verify-chain.ts'
import { type Clock, isoNow } from '#shared/kit/clock.ts'
import type { Store } from '../store/store.ts'
import type { AuditTrail } from './audit-trail.ts'

const pageRows = 200
/** So many ranges and numbers of a kind are named; more say no more. */
const mostNamed = 200

/**
 * Looks at every event of a clinic again, from its text on: what was altered on the disk shows as well. In steps, so that
 * others are served meanwhile.
 */
export async function verifyLog(
  store: Store,
  trail: AuditTrail,
  clinicId: string,
  clock: Clock,
): Promise<AuditVerification> {
  const log = store.audit(clinicId)
  const present = log.chains()
  const isPresent = ({ station, chain }: { station: string; chain: string }) =>
    present.some((each) => each.station === station && each.chain === chain)
  // A chain of which nothing is left.
  const vanished = trail.knownChains(clinicId).filter((each) => !isPresent(each))
  const all = [...present, ...vanished.map((each) => ({ ...each, refused: 0, receivedAt: undefined }))]
  const chains: ChainVerification[] = []
  for (const { station, chain, refused, receivedAt } of all) {
    const check = createChainCheck(station, chain)
    let after = { number: 0, hash: '' }
    for (;;) {
      const rows = log.eventsOf(station, chain, after, pageRows)
      for (const { number, hash, body } of rows) check.add(asStored(body, number, hash))
      after = rows.at(-1) ?? after
      if (rows.length < pageRows) break
      await setImmediate()
    }
    const { firstAt, lastAt, ...report } = check.report(trail.knownHead(clinicId, station, chain))
    chains.push({
      ...report,
      missing: report.missing.slice(0, mostNamed),
      altered: report.altered.slice(0, mostNamed),
      forked: report.forked.slice(0, mostNamed),
      broken: report.broken.slice(0, mostNamed),
      refused,
      ...(firstAt === undefined ? {} : { firstAt }),
      ...(lastAt === undefined ? {} : { lastAt }),
      ...(receivedAt === undefined ? {} : { receivedAt }),
    })
    await setImmediate()
  }
  return { at: isoNow(clock), chains }
}

/** The event of a stored text; one that is no event any more stands as an altered one in its place. */
function asStored(body: string, number: number, hash: string): AuditEvent {
  const event = parsed(body)
  const isHere = event?.number === number && typeof event.id === 'string' && event.id.endsWith(`.${hash}`)
  return isHere ? event : ({ id: `.${hash}`, number, updatedAt: event?.updatedAt ?? '' } as AuditEvent)
}

function parsed(body: string): AuditEvent | undefined {
  try {
    return JSON.parse(body) as AuditEvent
  } catch {
    return undefined
  }
}
