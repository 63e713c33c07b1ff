import { z } from 'zod'
import {
  authorSchema,
  codingSchema,
  envelopeShape,
  idOf,
  idSchema,
  partialDateSchema,
  shortTextSchema,
  textSchema,
  whenSchema,
} from '../common/envelope.ts'
import { signatureSchema } from '../visit/visit.schema.ts'

export const prescriptionSchemaVersion = 1

/** The drug, prescribed by its international non-proprietary name, never abbreviated (resolution 99). */
export const medicationSchema = z.looseObject({
  /** МНН in Russian. */
  inn: shortTextSchema,
  /** In Latin, genitive as it stands after Rp.: `Amoxicillini`. */
  innLatin: z.string().max(200).optional(),
  tradeName: z.string().max(200).optional(),
  /** `таблетки`, `капсулы`, `раствор для инъекций`. */
  form: z.string().max(200).optional(),
  /** `500 мг`, `125 мг/5 мл`. */
  strength: z.string().max(100).optional(),
  coding: codingSchema.optional(),
  /** On which list the drug stood when it was prescribed; decides who may prescribe it and how long it is valid. */
  control: z.enum(['ordinary', 'psychotropic', 'narcotic', 'unknown']).optional(),
})
export type Medication = z.infer<typeof medicationSchema>

/** A check that spoke when the prescription was written, and what the clinician answered. */
export const prescriptionCheckSchema = z.looseObject({
  code: z.string().min(1).max(60),
  severity: z.enum(['info', 'warning', 'stop']),
  /** What the check spoke about: the allergy's id, the other prescription's id. */
  subject: z.string().max(200).optional(),
  overrideReason: z.string().max(500).optional(),
})

export const prescriptionSchema = z.looseObject({
  ...envelopeShape,
  id: idOf('prescription'),
  type: z.literal('prescription'),
  patientId: idOf('patient'),
  visitId: idOf('visit').optional(),
  status: z.enum(['active', 'completed', 'cancelled', 'entered-in-error', 'unknown']),
  cancelReason: z.string().max(500).optional(),
  medication: medicationSchema,
  /** How to take it, in words a patient reads (S.). */
  dosage: z.looseObject({
    text: textSchema,
    /** One dose as written: `1 таблетка`, `5 мл`. */
    dose: z.string().max(100).optional(),
    timesPerDay: z.number().min(0.01).max(48).optional(),
    durationDays: z.number().int().min(1).max(3660).optional(),
    asNeeded: z.boolean().optional(),
  }),
  /** How much to dispense (D.t.d. N). */
  quantity: z.looseObject({ value: z.number().positive().max(100_000), unit: z.string().max(50) }).optional(),
  /** обычный, льготный (part paid), бесплатный. */
  payment: z.enum(['ordinary', 'preferential', 'free']),
  /** FHIR by ЦИСЗ: long-term, course, short-term. */
  course: z.enum(['long-term', 'course', 'short-term']).optional(),
  diagnosis: codingSchema.optional(),
  issuedOn: whenSchema,
  validUntil: partialDateSchema.optional(),
  practitioner: authorSchema,
  /** What resolution 99 wants printed; a snapshot taken when the prescription was signed. */
  organization: z
    .looseObject({
      id: idSchema,
      name: shortTextSchema,
      address: z.string().max(300).optional(),
      /** УНП */
      payerNumber: z.string().max(20).optional(),
      unitName: z.string().max(300).optional(),
      unitAddress: z.string().max(300).optional(),
      phone: z.string().max(50).optional(),
    })
    .optional(),
  checks: z.array(prescriptionCheckSchema).optional(),
  signature: signatureSchema.optional(),
  dispensed: z
    .array(
      z.looseObject({
        id: idSchema,
        at: whenSchema,
        quantity: z.number().positive().optional(),
        by: z.string().max(300).optional(),
      }),
    )
    .optional(),
})
/** One drug for one patient. FHIR MedicationRequest. A signed one never changes but for status and dispensing. */
export type Prescription = z.infer<typeof prescriptionSchema>
