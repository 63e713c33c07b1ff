import { assert } from '../../kit/assert.ts'
import { isoNow } from '../../kit/clock.ts'
import { minskDay } from '../../kit/partial-date.ts'
import { fail, ok, type Result } from '../../kit/result.ts'
import { mayPrescribe } from '../access/permission.ts'
import { type CommandContext, type FieldProblem, newEnvelope, touched } from '../common/command-context.ts'
import type { PrescriptionDraft } from './prescription.draft.ts'
import {
  checkKey,
  checkPrescription,
  type PrescriptionContext,
  prescriptionProblems,
} from './prescription.rules.ts'
import { type Medication, type Prescription, prescriptionSchemaVersion } from './prescription.schema.ts'
import { validUntil } from './prescription-validity.ts'

/** An empty prescription for a patient, of a visit when it is written during one. */
export const startPrescription = (
  patientId: string,
  visitId: string | undefined,
  context: Pick<CommandContext, 'makeId'>,
): PrescriptionDraft => ({
  id: context.makeId('prescription'),
  patientId,
  ...(visitId ? { visitId } : {}),
  medication: {},
  dosage: {},
  payment: 'ordinary',
  overrides: {},
})

/** The text members of a part of the draft, without those that are empty. */
function filled<T extends object>(part: T): T {
  return Object.fromEntries(
    Object.entries(part)
      .map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value])
      .filter(([, value]) => value !== undefined && value !== ''),
  ) as T
}

/** The signed prescription of a draft, with the checks that spoke and what was answered; or what is missing. */
export function prescribe(
  draft: PrescriptionDraft,
  context: PrescriptionContext,
): Result<Prescription, FieldProblem[]> {
  const problems = prescriptionProblems(draft, context)
  if (problems.length > 0) return fail(problems)
  const day = minskDay(context.clock.now())
  const until = validUntil(draft.payment, draft.medication.control, day)
  const checks = checkPrescription(draft, context).map((finding) => {
    const reason = draft.overrides[checkKey(finding)]?.trim()
    return {
      code: finding.code,
      severity: finding.severity,
      subject: finding.subject,
      ...(reason ? { overrideReason: reason } : {}),
    }
  })
  return ok({
    ...newEnvelope('prescription', prescriptionSchemaVersion, context),
    id: draft.id,
    patientId: draft.patientId,
    ...(draft.visitId ? { visitId: draft.visitId } : {}),
    status: 'active',
    // `prescriptionProblems` has made sure of name and text.
    medication: filled(draft.medication) as Medication,
    dosage: filled(draft.dosage) as Prescription['dosage'],
    ...(draft.quantity ? { quantity: draft.quantity } : {}),
    payment: draft.payment,
    ...(draft.course ? { course: draft.course } : {}),
    ...(draft.diagnosis ? { diagnosis: draft.diagnosis } : {}),
    issuedOn: day,
    ...(until ? { validUntil: until } : {}),
    practitioner: context.author,
    ...(context.organization ? { organization: context.organization } : {}),
    ...(checks.length > 0 ? { checks } : {}),
    signature: {
      practitionerId: context.author.id,
      name: context.author.name,
      ...(context.position ? { position: context.position } : {}),
      signedAt: isoNow(context.clock),
    },
  })
}

/** An active prescription of ours may be cancelled by who may prescribe. */
export const mayCancel = (prescription: Prescription, role: string): boolean =>
  prescription.status === 'active' && !prescription.source && mayPrescribe(role, 'ordinary')

/** Cancels an active prescription; what was prescribed stays as it is. */
export function cancelPrescription(
  prescription: Prescription,
  reason: string,
  context: CommandContext,
): Result<Prescription, FieldProblem[]> {
  assert(mayCancel(prescription, context.author.role), 'this prescription cannot be cancelled')
  if (reason.trim() === '')
    return fail([{ path: 'cancelReason', code: 'prescription.no-cancel-reason', severity: 'error' }])
  return ok({ ...touched(prescription, context), status: 'cancelled', cancelReason: reason.trim() })
}

/** A new draft with the same drug and dosage. Checks and reasons are asked again: the patient may have changed. */
export function renewPrescription(
  prescription: Prescription,
  visitId: string | undefined,
  context: Pick<CommandContext, 'makeId'>,
): PrescriptionDraft {
  const { medication, dosage, quantity, payment, course, diagnosis } = prescription
  return {
    ...startPrescription(prescription.patientId, visitId, context),
    medication,
    dosage,
    ...(quantity ? { quantity } : {}),
    payment,
    ...(course ? { course } : {}),
    ...(diagnosis ? { diagnosis } : {}),
  }
}
