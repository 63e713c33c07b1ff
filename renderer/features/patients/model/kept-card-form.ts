import type { AllergyDraft } from '#shared/domain/patient/allergy.commands.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { PatientForm } from './patient-form.ts'

/** Allergies that are written down with the card. */
export interface QuickAllergies {
  added: AllergyDraft[]
  /** The line that is being typed. */
  typed: string
  confirmedNone: boolean
}

/** What somebody typed into the form of a card, and the card that it was typed onto. */
export interface KeptCardForm {
  form: PatientForm
  allergies: QuickAllergies
  patient?: Patient
}

/** Where the form of a card is kept; a new card has no id yet. */
export const placeOfForm = (patientId: string | undefined): string => `patient-form/${patientId ?? 'new'}`
