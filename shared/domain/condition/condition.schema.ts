import { z } from 'zod'
import {
  codingSchema,
  envelopeShape,
  idOf,
  partialDateSchema,
  textSchema,
  whenSchema,
} from '../common/envelope.ts'

export const conditionSchemaVersion = 1

export const conditionSchema = z.looseObject({
  ...envelopeShape,
  id: idOf('condition'),
  type: z.literal('condition'),
  patientId: idOf('patient'),
  coding: codingSchema,
  clinicalStatus: z.enum(['active', 'recurrence', 'remission', 'resolved', 'inactive', 'entered-in-error']),
  certainty: z.enum(['preliminary', 'final']).optional(),
  onset: whenSchema.optional(),
  abatement: whenSchema.optional(),
  note: textSchema.optional(),
  visitId: idOf('visit').optional(),
  /** Dispensary observation (диспансерное наблюдение, resolution 173): groups are a dated classifier. */
  dispensary: z
    .looseObject({
      group: z.string().max(20),
      since: partialDateSchema,
      intervalMonths: z.number().int().min(1).max(60).optional(),
      nextOn: partialDateSchema.optional(),
    })
    .optional(),
})
/** An entry of the problem list. FHIR Condition, EpisodeOfCare. */
export type Condition = z.infer<typeof conditionSchema>
