import type { Medication, Prescription } from './prescription.schema.ts'

/** A prescription while it is written. Lives on this PC only, one a patient, and disappears when it is signed. */
export interface PrescriptionDraft {
  /** The id the prescription will have, so that a second signing writes the same document. */
  id: string
  patientId: string
  visitId?: string
  medication: Partial<Medication>
  dosage: Partial<Prescription['dosage']>
  quantity?: Prescription['quantity']
  payment: Prescription['payment']
  course?: Prescription['course']
  diagnosis?: Prescription['diagnosis']
  /** Reasons given for checks that stop, by the check's code and subject (see `checkKey`). */
  overrides: Record<string, string>
}
