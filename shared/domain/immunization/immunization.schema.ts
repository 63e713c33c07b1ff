import { z } from 'zod'
import { codingSchema, envelopeShape, idOf, textSchema, whenSchema } from '../common/envelope.ts'

export const immunizationSchemaVersion = 1

export const immunizationSchema = z.looseObject({
  ...envelopeShape,
  id: idOf('immunization'),
  type: z.literal('immunization'),
  patientId: idOf('patient'),
  vaccine: codingSchema,
  status: z.enum(['completed', 'not-done', 'entered-in-error']),
  occurredAt: whenSchema,
  doseNumber: z.number().int().min(1).max(50).optional(),
  series: z.string().max(100).optional(),
  note: textSchema.optional(),
  visitId: idOf('visit').optional(),
})
/** A vaccination given or refused. FHIR Immunization. */
export type Immunization = z.infer<typeof immunizationSchema>
