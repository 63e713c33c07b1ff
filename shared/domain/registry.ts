import type { z } from 'zod'
import { type Condition, conditionSchema } from './condition/condition.schema.ts'
import { type Immunization, immunizationSchema } from './immunization/immunization.schema.ts'
import { type InboxItem, inboxItemSchema } from './inbox/inbox.schema.ts'
import { type Measurements, measurementsSchema } from './measurement/measurement.schema.ts'
import { type Patient, patientSchema } from './patient/patient.schema.ts'
import { type Prescription, prescriptionSchema } from './prescription/prescription.schema.ts'
import { type Visit, visitSchema } from './visit/visit.schema.ts'

/** Every document type of a clinic database, its TypeScript type. The plural key is the local collection. */
export interface CollectionTypes {
  patients: Patient
  visits: Visit
  prescriptions: Prescription
  conditions: Condition
  measurements: Measurements
  immunizations: Immunization
  inbox: InboxItem
}
export type CollectionName = keyof CollectionTypes
export type ClinicDocument = CollectionTypes[CollectionName]

interface Aggregate<Name extends CollectionName> {
  /** The value of `type` in its documents. */
  type: CollectionTypes[Name]['type']
  schema: z.ZodType<CollectionTypes[Name]>
}

/** One line an aggregate. The server validates with these schemas, the workplace opens these collections. */
export const aggregates: { [Name in CollectionName]: Aggregate<Name> } = {
  patients: { type: 'patient', schema: patientSchema },
  visits: { type: 'visit', schema: visitSchema },
  prescriptions: { type: 'prescription', schema: prescriptionSchema },
  conditions: { type: 'condition', schema: conditionSchema },
  measurements: { type: 'measurements', schema: measurementsSchema },
  immunizations: { type: 'immunization', schema: immunizationSchema },
  inbox: { type: 'inbox', schema: inboxItemSchema },
}

export const collectionNames = Object.keys(aggregates) as CollectionName[]

/** The collection of a document type; undefined for a type that only a newer version knows. */
export const collectionOfType = (type: string): CollectionName | undefined =>
  collectionNames.find((name) => aggregates[name].type === type)
