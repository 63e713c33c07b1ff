import type { CommandContext } from '../common/command-context.ts'
import type { PrescriptionDraft } from './prescription.draft.ts'
import type { Prescription } from './prescription.schema.ts'

/** A signed prescription that never left this PC, because the server refused it, as a draft again. */
export const rewritePrescription = (
  refused: Prescription,
  context: Pick<CommandContext, 'makeId'>,
): PrescriptionDraft => ({
  id: context.makeId('prescription'),
  patientId: refused.patientId,
  ...(refused.visitId && { visitId: refused.visitId }),
  medication: refused.medication,
  dosage: refused.dosage,
  ...(refused.quantity && { quantity: refused.quantity }),
  payment: refused.payment,
  ...(refused.course && { course: refused.course }),
  ...(refused.diagnosis && { diagnosis: refused.diagnosis }),
  // The checks speak again, and are answered again.
  overrides: {},
})
