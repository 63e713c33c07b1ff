import { z } from 'zod'
import {
  authorSchema,
  codingSchema,
  envelopeShape,
  idOf,
  idSchema,
  instantSchema,
  partialDateSchema,
  shortTextSchema,
  sourceSchema,
  textSchema,
  whenSchema,
} from '../common/envelope.ts'
import { electronicSignatureSchema } from '../signature/electronic-signature.schema.ts'

export const visitSchemaVersion = 1

/** Vital signs taken at a visit. The unit stands in the name; limits are what a typing error cannot be. */
export const vitalsSchema = z.looseObject({
  systolicMmHg: z.number().min(20).max(350).optional(),
  diastolicMmHg: z.number().min(10).max(250).optional(),
  pulsePerMin: z.number().min(10).max(350).optional(),
  respirationPerMin: z.number().min(2).max(150).optional(),
  temperatureC: z.number().min(20).max(46).optional(),
  spo2Percent: z.number().min(20).max(100).optional(),
  heightCm: z.number().min(20).max(280).optional(),
  weightKg: z.number().min(0.2).max(500).optional(),
  waistCm: z.number().min(10).max(300).optional(),
  headCircumferenceCm: z.number().min(15).max(80).optional(),
  glucoseMmolL: z.number().min(0.3).max(80).optional(),
  /** 0 to 10 by the numeric scale. */
  painScore: z.number().min(0).max(10).optional(),
})
export type Vitals = z.infer<typeof vitalsSchema>

/** FHIR Encounter.diagnosis with its Condition. */
export const diagnosisSchema = z.looseObject({
  id: idOf('diagnosis'),
  coding: codingSchema,
  /** основной, осложнение основного, сопутствующий. */
  role: z.enum(['main', 'complication', 'comorbidity']),
  certainty: z.enum(['preliminary', 'final']),
  /** For the statistical ticket: acute; chronic found for the first time in life (+); chronic known before (-). */
  course: z.enum(['acute', 'chronic-first', 'chronic-known']).optional(),
  note: z.string().max(2000).optional(),
})
export type Diagnosis = z.infer<typeof diagnosisSchema>

export const procedureSchema = z.looseObject({
  id: idSchema,
  coding: codingSchema.optional(),
  text: shortTextSchema,
  performedAt: whenSchema.optional(),
  source: sourceSchema.optional(),
})

/** What a clinician writes; the same in a draft and in a signed visit. */
export const visitContentShape = {
  patientId: idOf('patient'),
  kind: z.enum(['ambulatory', 'home', 'station', 'remote', 'emergency', 'preventive', 'inpatient', 'other']),
  startedAt: whenSchema,
  endedAt: whenSchema.optional(),
  /** жалобы */
  complaints: textSchema.optional(),
  /** анамнез заболевания */
  history: textSchema.optional(),
  /** объективно */
  findings: textSchema.optional(),
  vitals: vitalsSchema.optional(),
  diagnoses: z.array(diagnosisSchema),
  procedures: z.array(procedureSchema).optional(),
  /** план обследования и лечения, рекомендации */
  plan: textSchema.optional(),
  nextVisitOn: partialDateSchema.optional(),
}

export const signatureSchema = z.looseObject({
  practitionerId: idSchema,
  name: shortTextSchema,
  position: z.string().max(200).optional(),
  signedAt: instantSchema,
  /** By the clinician's key; older records have none. */
  electronic: electronicSignatureSchema.optional(),
})
export type Signature = z.infer<typeof signatureSchema>

/** A draft lives on this PC only, is saved while it is written, and disappears when it is signed. */
export const visitDraftSchema = z.looseObject({
  ...visitContentShape,
  /** The id the signed visit will have. */
  id: idOf('visit'),
  /** Set when this draft amends a signed visit. */
  replaces: z
    .looseObject({ id: idOf('visit'), version: z.number().int().min(1), rootId: idOf('visit') })
    .optional(),
  amendmentReason: z.string().max(500).optional(),
  savedAt: instantSchema,
})
export type VisitDraft = z.infer<typeof visitDraftSchema>

export const visitSchema = z.looseObject({
  ...envelopeShape,
  ...visitContentShape,
  id: idOf('visit'),
  type: z.literal('visit'),
  /** `imported` is a record of another system: read-only, without our signature. */
  status: z.enum(['signed', 'imported', 'entered-in-error']),
  practitioner: authorSchema,
  facility: z.looseObject({ id: idSchema, name: shortTextSchema }).optional(),
  /** 1 for the first signing; an amendment has the next number and names what it replaces. */
  version: z.number().int().min(1),
  /** The first version's id, equal for all versions of one visit. */
  rootId: idOf('visit'),
  replaces: idOf('visit').optional(),
  amendmentReason: z.string().max(500).optional(),
  signature: signatureSchema.optional(),
  /** The id under which this version was signed, where another signed visit had taken it. */
  signedAs: idOf('visit').optional(),
})
/** A contact of a patient with a clinician, one document with all of it. FHIR Encounter, Condition, Observation. */
export type Visit = z.infer<typeof visitSchema>
