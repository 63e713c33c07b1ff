import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { PrescriptionDraftRepository } from '../controls/repository.ts'
import type { LocalStore } from '../storage/local-store.ts'

const prefix = 'prescription-draft/'

/**
 * The prescription that is being written for a patient: on this PC only, durable, one a person and patient.
 * @param owner id of the practitioner who is signed in
 */
export function createPrescriptionDraftRepository(
  local: LocalStore,
  owner: string,
): PrescriptionDraftRepository {
  const placeOf = (patientId: string): string => `${prefix}${owner}/${patientId}`
  /** From before PCs were handed over: whoever comes first goes on with it. */
  const oldPlaceOf = (patientId: string): string => prefix + patientId
  return {
    async save(draft) {
      await local.put(placeOf(draft.patientId), draft)
      await local.remove(oldPlaceOf(draft.patientId))
    },
    ofPatient: async (patientId) =>
      local.get<PrescriptionDraft>(placeOf(patientId)) ?? local.get<PrescriptionDraft>(oldPlaceOf(patientId)),
    async remove(patientId) {
      await local.remove(placeOf(patientId))
      await local.remove(oldPlaceOf(patientId))
    },
  }
}
