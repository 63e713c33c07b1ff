import { z } from 'zod'
import {
  codingSchema,
  envelopeShape,
  idOf,
  idSchema,
  sourceSchema,
  textSchema,
  whenSchema,
} from '../common/envelope.ts'

export const measurementsSchemaVersion = 1

export const measurementSchema = z.looseObject({
  id: idSchema,
  coding: codingSchema,
  takenAt: whenSchema,
  /** A number in `unit` (UCUM), or words where there is no number. */
  value: z.number().optional(),
  unit: z.string().max(50).optional(),
  text: textSchema.optional(),
  /** Parts of one measurement: systolic and diastolic, a panel. */
  components: z
    .array(
      z.looseObject({
        coding: codingSchema,
        value: z.number().optional(),
        unit: z.string().max(50).optional(),
        text: z.string().max(2000).optional(),
      }),
    )
    .optional(),
  category: z.enum(['vital-signs', 'laboratory', 'survey', 'social-history', 'imaging', 'other']),
  visitId: idOf('visit').optional(),
  source: sourceSchema.optional(),
})
export type Measurement = z.infer<typeof measurementSchema>

export const measurementsSchema = z.looseObject({
  ...envelopeShape,
  id: idOf('measurements'),
  type: z.literal('measurements'),
  patientId: idOf('patient'),
  /** `YYYY-MM` */
  month: z.string().regex(/^\d{4}-\d{2}$/),
  items: z.array(measurementSchema),
})
/** Home and device readings and laboratory results of one patient in one month. FHIR Observation. */
export type Measurements = z.infer<typeof measurementsSchema>
