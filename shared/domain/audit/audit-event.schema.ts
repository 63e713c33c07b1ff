import { z } from 'zod'
import { envelopeShape, idOf, idSchema } from '../common/envelope.ts'

export const auditEventSchemaVersion = 1

/** What is recorded. A newer version may know more; what is not known here is kept and shown by its name. */
export const auditActions = [
  'card-opened',
  'document-opened',
  'printed',
  'exported',
  'courier-written',
  'courier-read',
  'glass-broken',
  'handed-over',
  'copy-removed',
  'trail-viewed',
  'access-given',
  'access-renewed',
  'access-closed',
  'access-reopened',
  'journal-viewed',
  'signed-in',
  'unlocked',
  'unlock-failed',
  'data-read',
] as const
export type AuditAction = (typeof auditActions)[number]

/** The hash of an event: 130 bits of SHA-256, see sha256.ts. */
export const auditHashSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
const nameSchema = z.string().regex(/^[A-Za-z0-9]{1,32}$/)

export const auditEventSchema = z.looseObject({
  ...envelopeShape,
  /** `audit-event:<station>.<chain>.<number>.<hash>`: two events of one number can both be kept. */
  id: idOf('audit-event'),
  type: z.literal('audit-event'),
  /** The PC that wrote it; `server` for what the server itself saw. */
  station: nameSchema,
  /** Which chain of that PC: a new one begins where its database was lost. */
  chain: nameSchema,
  /** Place in the chain, from 1, without a gap. */
  number: z.number().int().min(1).max(999_999_999),
  /** The hash of the event before; left out for the first one. */
  previous: auditHashSchema.optional(),
  action: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  patientId: idOf('patient').optional(),
  /** What was opened, printed or handed over, where it is a document of its own. */
  documentId: idSchema.optional(),
  /** Why: of breaking the glass. */
  reason: z
    .looseObject({ code: z.string().regex(/^[a-z-]{1,40}$/), text: z.string().max(500).optional() })
    .optional(),
  /** How often, where many are one event: failed unlocks. */
  count: z.number().int().min(1).max(1_000_000).optional(),
  /** By which way: a page of the workplace, an endpoint of the server; of breaking the glass, which kind (`GlassKind`). */
  means: z
    .string()
    .regex(/^[A-Za-z0-9_/:.-]{1,80}$/)
    .optional(),
})
/**
 * One entry of the trace of access: who (`author`) did what, with which patient, when (`updatedAt`, `clockOffMs` as its
 * mark of doubt). FHIR AuditEvent.
 */
export type AuditEvent = z.infer<typeof auditEventSchema>

/** What a screen or the server says has happened; the rest of the event follows from the chain. */
export type AuditEntry = Pick<AuditEvent, 'patientId' | 'documentId' | 'reason' | 'count' | 'means'> & {
  action: AuditAction
}
