import { auditIdPrefix, isIntact } from '#shared/domain/audit/audit-chain.ts'
import { type AuditEvent, auditEventSchema } from '#shared/domain/audit/audit-event.schema.ts'
import { createChainCheck } from '#shared/domain/audit/verify-chain.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { type AuditStore, eventsOfStation } from './audit-store.ts'
import { newestPlace } from './audit-trail.ts'
import {
  byChain,
  type ChainMarks,
  type ChainName,
  chainOfKey,
  type SentMarks,
  withEvents,
} from './sent-marks.ts'

/**
 * The trace of access in courier files. Promise: what an unlinked PC recorded reaches the server by whoever reads its
 * files, as it was recorded; and a PC counts it as delivered only when a receipt says that the server has it.
 */
export interface CarriedEvents {
  /** What the server is not known to have: this PC's own events and those that files brought. @param to whose file it is */
  waiting(to: string): Promise<AuditEvent[]>
  /** Takes what a file brings, in the order of the chains. Taking the same again changes nothing. */
  take(given: readonly unknown[]): Promise<TakenEvents>
  /** A receipt says that the server has the chains so far. */
  confirm(marks: ChainMarks): Promise<void>
  isOnServer(marks: ChainMarks): boolean
  /** The chains of other PCs of which something lies here. */
  chains(): ChainName[]
}

export interface TakenEvents {
  /** What the file brings, as far as each event is what was recorded. */
  events: AuditEvent[]
  /** Events that were altered, two of one number, or not after the one before: somebody did it, or a disk was copied. */
  harmed: number
}

interface Parts {
  store: AuditStore
  local: LocalStore
  sent: SentMarks
  station: string
  clinicId: string
}
const carriedPrefix = 'audit/carried/'

export function createCarriedEvents({ store, local, sent, station, clinicId }: Parts): CarriedEvents {
  const chains = (): ChainName[] =>
    [...local.list<object>(carriedPrefix).keys()].map(chainOfKey).filter((name) => name.station !== station)

  /** This PC's events that the server has not confirmed; of every chain, where another one began. */
  async function waitingOwn(): Promise<AuditEvent[]> {
    const known = sent.own()
    return known && known.chain === newestPlace(local)?.chain
      ? store.read(auditIdPrefix(station, known.chain), known.number + 1)
      : store.read(eventsOfStation(station))
  }
  const waitingOf = (name: ChainName) =>
    store.read(auditIdPrefix(name.station, name.chain), sent.of(name) + 1)

  /** What does not fit in a chain, with what lies here of it already. */
  async function harmIn(name: ChainName, brought: readonly AuditEvent[]): Promise<number> {
    const lowest = Math.min(...brought.map(({ number }) => number))
    const held = await store.read(auditIdPrefix(name.station, name.chain), lowest - 1)
    const check = createChainCheck(name.station, name.chain)
    for (const event of [...held, ...brought].sort((a, b) => a.number - b.number)) check.add(event)
    // Gaps are the server's to tell: what a PC brought there by itself is in no file.
    const { forked, broken } = check.report()
    return forked.length + broken.length
  }

  return {
    chains,
    async waiting(to) {
      const events = await waitingOwn()
      for (const name of chains()) if (name.station !== to) events.push(...(await waitingOf(name)))
      return events
    },
    async take(given) {
      const all = given.flatMap((each) => {
        const isOne = auditEventSchema.safeParse(each).success && isIntact(each as AuditEvent)
        return isOne && (each as AuditEvent).clinicId === clinicId ? [each as AuditEvent] : []
      })
      let harmed = given.length - all.length
      // This PC's own are here, or were lost here on purpose.
      const events = all.filter((event) => event.station !== station)
      for (const [key, brought] of byChain(events)) {
        const name = chainOfKey(key)
        harmed += await harmIn(name, brought)
        const held = new Set(
          (await store.read(auditIdPrefix(name.station, name.chain))).map((event) => event.id),
        )
        const fresh = brought.filter(({ id }) => !held.has(id))
        if (fresh.length === 0) continue
        await store.add(fresh)
        await local.put(carriedPrefix + key, { number: withEvents({}, brought)[key]! })
        // Behind what the server has: the PC's disk was set back, and the server is to tell it.
        await sent.from(name, Math.min(...fresh.map(({ number }) => number)))
      }
      return { events, harmed }
    },
    async confirm(marks) {
      for (const [key, number] of Object.entries(marks)) await sent.put(chainOfKey(key), number)
    },
    isOnServer: (marks) => Object.entries(marks).every(([key, number]) => sent.of(chainOfKey(key)) >= number),
  }
}
