import { canonicalJson } from '../../kit/canonical-json.ts'
import { isoNow } from '../../kit/clock.ts'
import { digest26 } from '../../kit/sha256.ts'
import type { CommandContext } from '../common/command-context.ts'
import { type AuditEntry, type AuditEvent, auditEventSchemaVersion } from './audit-event.schema.ts'

/**
 * The chain of a PC's events: each names the hash of the one before it, so that none can be changed, taken out, put in
 * or moved without the next one showing it. Pure: the store and the clock are handed in.
 */

/** Where a chain goes on. */
export interface ChainPlace {
  station: string
  chain: string
  /** The newest event; undefined where the chain begins. */
  head: Pick<AuditEvent, 'number' | 'id'> | undefined
}

/** The hash of an event, over everything but its id, which ends with it. */
export const auditHash = ({ id: _, ...event }: AuditEvent): string => digest26(canonicalJson(event))

/** The hash that an event's id says it has. */
export const saidHash = ({ id }: Pick<AuditEvent, 'id'>): string => id.slice(id.lastIndexOf('.') + 1)

const idOfEvent = ({ station, chain, number }: AuditEvent, hash: string): string =>
  `${auditIdPrefix(station, chain)}${String(number).padStart(9, '0')}.${hash}`

/** Ids of one chain begin so, and sort by number. */
export const auditIdPrefix = (station: string, chain?: string): string =>
  `audit-event:${station}.${chain === undefined ? '' : `${chain}.`}`

/** The next event of a chain. */
export function appendEvent(place: ChainPlace, entry: AuditEntry, context: CommandContext): AuditEvent {
  const { station, chain, head } = place
  const clockOffMs = context.hybridClock.offMs()
  const event: AuditEvent = {
    id: '',
    type: 'audit-event',
    schemaVersion: auditEventSchemaVersion,
    clinicId: context.clinicId,
    createdAt: isoNow(context.clock),
    updatedAt: context.hybridClock.next(),
    author: context.author,
    ...(clockOffMs === undefined ? {} : { clockOffMs }),
    station,
    chain,
    number: (head?.number ?? 0) + 1,
    ...(head ? { previous: saidHash(head) } : {}),
    ...entry,
  }
  return sealEvent(event)
}

/** The event with the id that follows from its contents. */
export const sealEvent = (event: AuditEvent): AuditEvent => ({
  ...event,
  id: idOfEvent(event, auditHash(event)),
})

/** Whether an event is as it was written: its id names its place and its hash. */
export const isIntact = (event: AuditEvent): boolean => event.id === idOfEvent(event, auditHash(event))
