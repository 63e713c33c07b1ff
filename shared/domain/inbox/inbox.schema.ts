import { z } from 'zod'
import { envelopeShape, idOf, idSchema, instantSchema } from '../common/envelope.ts'

export const inboxSchemaVersion = 1

export const conflictFieldSchema = z.looseObject({
  /** JSON path inside the document: `address.street`, `allergies.allergy:01H...`. */
  path: z.string().max(300),
  base: z.unknown().optional(),
  local: z.unknown().optional(),
  server: z.unknown().optional(),
})

export type ConflictField = z.infer<typeof conflictFieldSchema>

/** How an item was dealt with, by whom; a conflict remembers what stood before, so that it can be taken back. */
export const resolutionSchema = z.looseObject({
  /** `fields`, `seen`, `sent`, `kept`, `withdrawn`. */
  choice: z.string().max(100),
  at: instantSchema,
  by: z.string().max(200),
  fields: z
    .array(
      z.looseObject({
        path: z.string().max(300),
        choice: z.enum(['local', 'server', 'both']),
        before: z.unknown().optional(),
        after: z.unknown().optional(),
      }),
    )
    .optional(),
})
export type Resolution = z.infer<typeof resolutionSchema>

export const inboxItemSchema = z.looseObject({
  ...envelopeShape,
  id: idOf('inbox'),
  type: z.literal('inbox'),
  /** `conflict`: two edits met. `refusal`: the server did not accept a document; its body stays on the station. */
  kind: z.enum(['conflict', 'refusal', 'notice']),
  status: z.enum(['open', 'resolved']),
  documentId: idSchema,
  documentType: z.string().max(40),
  patientId: idOf('patient').optional(),
  /** conflict: what the merge took for each field that both sides changed, and both originals. */
  fields: z.array(conflictFieldSchema).optional(),
  /** conflict: both whole documents, so that nothing is lost whatever the merge did. */
  local: z.looseObject({}).optional(),
  server: z.looseObject({}).optional(),
  /** refusal: the server's reason. */
  reason: z.looseObject({ code: z.string().max(100), text: z.string().max(2000) }).optional(),
  /** refusal: the PC that has the body and can send it again. */
  stationId: z.string().max(100).optional(),
  occurredAt: instantSchema,
  /** refusal: given to the administrator, whose inbox shows it with the body in `local`. */
  handedOver: z
    .looseObject({ at: instantSchema, by: z.string().max(200), note: z.string().max(2000).optional() })
    .optional(),
  resolution: resolutionSchema.optional(),
  /** Resolutions of others at the same time. */
  alsoResolved: z.array(resolutionSchema).optional(),
})
/** What needs a person. */
export type InboxItem = z.infer<typeof inboxItemSchema>
