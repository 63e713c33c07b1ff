import { isIntact, saidHash } from '#shared/domain/audit/audit-chain.ts'
import { type AuditEvent, auditEventSchema } from '#shared/domain/audit/audit-event.schema.ts'
import { parseHybridTime } from '#shared/kit/hybrid-clock.ts'
import type { RoleInClinic } from '../accounts/practitioner-register.ts'
import type { LoggedEvent } from '../store/audit-log.ts'

export type EventRefusal =
  /** It does not pass the schema. */
  | 'audit.malformed'
  /** Its content is not what was hashed. */
  | 'audit.altered'
  | 'audit.foreign-clinic'
  /** The person never worked in the clinic, or who brings it does not work on PCs where others do. */
  | 'audit.foreign-author'

export type Judged =
  | { event: LoggedEvent }
  | { refused: { station: string; chain: string; code: EventRefusal } }

/** Judges an event that a station sends: what is taken stays for ever, so each is looked at as it comes. */
export function judgeEvent(
  given: unknown,
  clinicId: string,
  sender: { station: string; chain: string },
  roleInClinic: RoleInClinic,
  mayBringOf: (practitionerId: string) => boolean,
): Judged {
  const parsed = auditEventSchema.safeParse(given)
  if (!parsed.success) return { refused: { ...sender, code: 'audit.malformed' } }
  const { station, chain, author } = parsed.data
  const refuse = (code: EventRefusal): Judged => ({ refused: { station, chain, code } })
  // The schema trims what people type; the hash is over what was sent.
  if (!isIntact(given as AuditEvent)) return refuse('audit.altered')
  if (parsed.data.clinicId !== clinicId) return refuse('audit.foreign-clinic')
  // The server alone writes its own chain.
  if (station === serverStation || roleInClinic(author.id) === undefined || !mayBringOf(author.id))
    return refuse('audit.foreign-author')
  return { event: loggedEvent(given as AuditEvent) }
}

/** The station of what the server itself saw. */
export const serverStation = 'server'

export const loggedEvent = (event: AuditEvent): LoggedEvent => ({
  station: event.station,
  chain: event.chain,
  number: event.number,
  hash: saidHash(event),
  at: new Date(parseHybridTime(event.updatedAt)?.timeMs ?? 0).toISOString(),
  patient: event.patientId,
  person: event.author.id,
  personName: event.author.name,
  action: event.action,
  body: JSON.stringify(event),
})
