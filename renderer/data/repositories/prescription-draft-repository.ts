import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { PrescriptionDraftRepository } from '../workplace-data.ts'

const prefix = 'prescription-draft/'

/** The prescription that is being written for a patient: on this PC only, durable, one a patient. */
export const createPrescriptionDraftRepository = (local: LocalStore): PrescriptionDraftRepository => ({
  save: (draft) => local.put(prefix + draft.patientId, draft),
  ofPatient: async (patientId) => local.get<PrescriptionDraft>(prefix + patientId),
  remove: (patientId) => local.remove(prefix + patientId),
})
