import type { MergeInput, MergeResult } from './common/merge-rule.ts'
import { mergeCondition } from './condition/condition.merge.ts'
import { mergeDocumentReference } from './document-reference/document-reference.merge.ts'
import { mergeImmunization } from './immunization/immunization.merge.ts'
import { mergeInboxItem } from './inbox/inbox.merge.ts'
import { mergeMeasurements } from './measurement/measurement.merge.ts'
import { mergePatient } from './patient/patient.merge.ts'
import { mergePrescription } from './prescription/prescription.merge.ts'
import type { CollectionName, CollectionTypes } from './registry.ts'
import { mergeVisit } from './visit/visit.merge.ts'

/** The merge of every aggregate. */
export const merges: {
  [Name in CollectionName]: (input: MergeInput<CollectionTypes[Name]>) => MergeResult<CollectionTypes[Name]>
} = {
  patients: mergePatient,
  visits: mergeVisit,
  prescriptions: mergePrescription,
  conditions: mergeCondition,
  measurements: mergeMeasurements,
  immunizations: mergeImmunization,
  documentReferences: mergeDocumentReference,
  inbox: mergeInboxItem,
}
