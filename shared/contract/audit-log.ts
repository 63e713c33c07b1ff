import { z } from 'zod'
import { type AuditEvent, auditEventSchema } from '../domain/audit/audit-event.schema.ts'

/**
 * The trace of access on the wire. It is a log and no documents: no feed wakes a station for it, and nobody replicates it.
 *
 * | endpoint | who | answer |
 * |---|---|---|
 * | `POST /api/clinics/:clinicId/audit` | people of the clinic; body `AuditDelivery` | `AuditReceipt` |
 * | `GET /api/clinics/:clinicId/audit` | journal readers; with `patient` whoever opens cards | `AuditPage`, newest first |
 * | `GET /api/clinics/:clinicId/audit/verification` | journal readers | `AuditVerification` |
 *
 * Query of the second: `patient`, `person`, `action`, `from` and `to` (moments, ISO; `to` is left out), `limit`, `after`
 * (the `next` of the page before).
 */
export const auditDeliverySchema = z.object({
  /** Which PC sends; it may bring the events of others, which a courier's file brought it. */
  station: z.string().regex(/^[A-Za-z0-9]{1,32}$/),
  /** The chain of which the answer says what is missing: its own one, or that of `carriedFrom`. */
  chain: z.string().regex(/^[A-Za-z0-9]{1,32}$/),
  /** The PC whose chain that is, where a courier's file brought it to the one that sends. */
  carriedFrom: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/)
    .optional(),
  /** Each is judged alone. */
  events: z.array(z.unknown()).max(500),
})
export interface AuditDelivery {
  station: string
  chain: string
  carriedFrom?: string
  events: AuditEvent[]
}

export const numberRangeSchema = z.object({ from: z.number(), to: z.number() })

export const auditReceiptSchema = z.object({
  /** Events that the server did not take, and why: a code. They are counted there and need not be sent again. */
  refused: z.array(z.object({ place: z.number(), code: z.string() })),
  /** Numbers of the chain that the server does not have, the lowest hundred ranges. */
  missing: z.array(numberRangeSchema),
  /** The newest number that it has, 0 for none. Older servers do not say. */
  newest: z.number().optional(),
  /** The server's clock. A PC whose own one is years off does not judge by it what is old. */
  at: z.string().optional(),
})
export type AuditReceipt = z.infer<typeof auditReceiptSchema>

export const auditPageSchema = z.object({
  events: z.array(auditEventSchema),
  /** Where the next page begins; left out on the last one. */
  next: z.string().optional(),
  /** Everybody who stands in the log, for the choice of a person; on the first page alone. */
  people: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
})
export type AuditPage = z.infer<typeof auditPageSchema>

export const chainVerificationSchema = z.object({
  station: z.string(),
  chain: z.string(),
  events: z.number(),
  last: z.number(),
  firstAt: z.string().optional(),
  lastAt: z.string().optional(),
  missing: z.array(numberRangeSchema),
  altered: z.array(z.number()),
  forked: z.array(z.number()),
  broken: z.array(z.number()),
  /** Events of this chain that were not taken. */
  refused: z.number(),
  /** When the server last got one. */
  receivedAt: z.string().optional(),
})
export type ChainVerification = z.infer<typeof chainVerificationSchema>
export const auditVerificationSchema = z.object({
  at: z.string(),
  chains: z.array(chainVerificationSchema),
})
export type AuditVerification = z.infer<typeof auditVerificationSchema>
