import { appendEvent, auditIdPrefix } from '#shared/domain/audit/audit-chain.ts'
import type { AuditEntry } from '#shared/domain/audit/audit-event.schema.ts'
import type { KnownHead } from '#shared/domain/audit/verify-chain.ts'
import type { Author } from '#shared/domain/common/envelope.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import { createMakeId, type RandomBytes } from '#shared/kit/ids.ts'
import type { Account } from '../accounts/account.ts'
import type { RoleInClinic } from '../accounts/practitioner-register.ts'
import type { Arrival, LoggedEvent } from '../store/audit-log.ts'
import type { Store } from '../store/store.ts'
import { judgeEvent, loggedEvent, serverStation } from './judge-event.ts'

const headKind = 'audit-head'
/** The ranges that an answer names. */
const mostRanges = 100

interface Delivered {
  clinicId: string
  station: string
  chain: string
  /** The PC whose chain it is, where another one brings it. */
  carriedFrom?: string | undefined
  events: unknown[]
  deliveredBy: string
}

/**
 * The trace of access as the server keeps it. The newest number of every chain is noted a second time, among the server's
 * records: so that events cut off at the end of a chain are missed too.
 */
export function createAuditTrail({
  store,
  clock,
  random,
}: {
  store: Store
  clock: Clock
  random: RandomBytes
}) {
  const { records } = store
  const hybridClock = createHybridClock(clock, serverStation)
  const makeId = createMakeId(clock, random)
  const headKey = (clinicId: string, station: string, chain: string) => `${clinicId} ${station} ${chain}`

  function noteHeads(clinicId: string, events: LoggedEvent[]): void {
    const newest = new Map<string, LoggedEvent>()
    for (const event of events) {
      const key = headKey(clinicId, event.station, event.chain)
      if (event.number > (newest.get(key)?.number ?? 0)) newest.set(key, event)
    }
    for (const [key, { number, hash }] of newest)
      if (number > ((records.get(headKind, key) as KnownHead | undefined)?.number ?? 0))
        records.put(headKind, key, { number, hash } satisfies KnownHead)
  }

  function add(clinicId: string, events: LoggedEvent[], refused: Parameters<typeof keep>[2], from: Arrival) {
    keep(clinicId, events, refused, from)
    noteHeads(clinicId, events)
  }
  const keep = (
    clinicId: string,
    events: LoggedEvent[],
    refused: { station: string; chain: string; code: string }[],
    arrival: Arrival,
  ) => store.audit(clinicId).add(events, refused, arrival)

  return {
    /** Takes what a station brings; it is on disk when this returns. */
    take(
      { clinicId, station, chain, carriedFrom, events, deliveredBy }: Delivered,
      roleInClinic: RoleInClinic,
      mayBringOf: (practitionerId: string) => boolean,
    ) {
      const whose = { station: carriedFrom ?? station, chain }
      const judged = events.map((event) => judgeEvent(event, clinicId, whose, roleInClinic, mayBringOf))
      const taken = judged.flatMap((each) => ('event' in each ? [each.event] : []))
      const refused = judged.flatMap((each, place) => ('refused' in each ? [{ place, ...each.refused }] : []))
      const at = isoNow(clock)
      add(clinicId, taken, refused, { at, deliveredBy, station })
      return {
        refused: refused.map(({ place, code }) => ({ place, code })),
        missing: store.audit(clinicId).missing(whose.station, chain, mostRanges),
        newest: store.audit(clinicId).head(whose.station, chain)?.number ?? 0,
        at,
      }
    },
    /** Records what the server itself saw somebody do. */
    record(clinicId: string, { practitioner, role }: Account, entry: AuditEntry): void {
      const chain = store.uuid.slice(0, 12)
      const head = store.audit(clinicId).head(serverStation, chain)
      const { id, name } = practitioner
      const author: Author = { id, name, role }
      const place = {
        ...{ station: serverStation, chain },
        head: head && { number: head.number, id: `${auditIdPrefix(serverStation, chain)}.${head.hash}` },
      }
      const event = appendEvent(place, entry, { clock, hybridClock, makeId, clinicId, author })
      const arrival = { at: isoNow(clock), deliveredBy: id, station: serverStation }
      add(clinicId, [loggedEvent(event)], [], arrival)
    },
    /** The newest event of a chain that was ever taken, from the second note. */
    knownHead: (clinicId: string, station: string, chain: string) =>
      records.get(headKind, headKey(clinicId, station, chain)) as KnownHead | undefined,
    /** Every chain of which the second note knows. */
    knownChains: (clinicId: string): { station: string; chain: string }[] =>
      records
        .list(headKind)
        .map(({ key }) => key.split(' ') as [string, string, string])
        .filter(([clinic]) => clinic === clinicId)
        .map(([, station, chain]) => ({ station, chain })),
  }
}
export type AuditTrail = ReturnType<typeof createAuditTrail>
