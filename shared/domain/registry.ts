import type { z } from 'zod'
import { type Condition, conditionSchema, conditionSchemaVersion } from './condition/condition.schema.ts'
import {
  type DocumentReference,
  documentReferenceSchema,
  documentReferenceSchemaVersion,
} from './document-reference/document-reference.schema.ts'
import {
  type Immunization,
  immunizationSchema,
  immunizationSchemaVersion,
} from './immunization/immunization.schema.ts'
import { type InboxItem, inboxItemSchema, inboxSchemaVersion } from './inbox/inbox.schema.ts'
import {
  type Measurements,
  measurementsSchema,
  measurementsSchemaVersion,
} from './measurement/measurement.schema.ts'
import { type Patient, patientSchema, patientSchemaVersion } from './patient/patient.schema.ts'
import {
  type Prescription,
  prescriptionSchema,
  prescriptionSchemaVersion,
} from './prescription/prescription.schema.ts'
import { type Visit, visitSchema, visitSchemaVersion } from './visit/visit.schema.ts'

/** Every document type of a clinic database, its TypeScript type. The plural key is the local collection. */
export interface CollectionTypes {
  patients: Patient
  visits: Visit
  prescriptions: Prescription
  conditions: Condition
  measurements: Measurements
  immunizations: Immunization
  documentReferences: DocumentReference
  inbox: InboxItem
}
export type CollectionName = keyof CollectionTypes
export type ClinicDocument = CollectionTypes[CollectionName]

interface Aggregate<Name extends CollectionName> {
  /** The value of `type` in its documents. */
  type: CollectionTypes[Name]['type']
  schema: z.ZodType<CollectionTypes[Name]>
  /** Of the schema; older documents are read by `upgraded`. */
  version: number
}

/** One line an aggregate. The server validates with these schemas, the workplace opens these collections. */
export const aggregates: { [Name in CollectionName]: Aggregate<Name> } = {
  patients: { type: 'patient', schema: patientSchema, version: patientSchemaVersion },
  visits: { type: 'visit', schema: visitSchema, version: visitSchemaVersion },
  prescriptions: { type: 'prescription', schema: prescriptionSchema, version: prescriptionSchemaVersion },
  conditions: { type: 'condition', schema: conditionSchema, version: conditionSchemaVersion },
  measurements: { type: 'measurements', schema: measurementsSchema, version: measurementsSchemaVersion },
  immunizations: { type: 'immunization', schema: immunizationSchema, version: immunizationSchemaVersion },
  documentReferences: {
    type: 'document-reference',
    schema: documentReferenceSchema,
    version: documentReferenceSchemaVersion,
  },
  inbox: { type: 'inbox', schema: inboxItemSchema, version: inboxSchemaVersion },
}

export const collectionNames = Object.keys(aggregates) as CollectionName[]

/** The collection of a document type; undefined for a type that only a newer version knows. */
export const collectionOfType = (type: string): CollectionName | undefined =>
  collectionNames.find((name) => aggregates[name].type === type)
