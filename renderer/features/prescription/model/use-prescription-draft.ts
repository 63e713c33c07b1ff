import { useCallback, useMemo, useState } from 'react'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { organizationOf } from '#shared/domain/prescription/organization-of.ts'
import { startPrescription } from '#shared/domain/prescription/prescription.commands.ts'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import {
  checkPrescription,
  type PrescriptionContext,
  prescriptionProblems,
} from '#shared/domain/prescription/prescription.rules.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'

/** A prescription while it is written, with what the checks say to it. */
export function usePrescriptionDraft(
  patient: Patient,
  prescriptions: readonly Prescription[],
  initial: { visitId?: string | undefined; draft?: PrescriptionDraft | undefined },
) {
  const { context: base, profile } = useWorkplace()
  const [draft, setDraft] = useState<PrescriptionDraft>(
    () => initial.draft ?? startPrescription(patient.id, initial.visitId, base),
  )
  const context = useMemo<PrescriptionContext>(() => {
    const organization = organizationOf(profile)
    return {
      ...base,
      patient,
      prescriptions,
      position: profile.practitioner.position,
      ...(organization ? { organization } : {}),
    }
  }, [base, patient, prescriptions, profile])

  const update = useCallback(
    (change: Partial<PrescriptionDraft> | ((draft: PrescriptionDraft) => PrescriptionDraft)) =>
      setDraft((current) => (typeof change === 'function' ? change(current) : { ...current, ...change })),
    [],
  )
  return {
    draft,
    update,
    context,
    findings: checkPrescription(draft, context),
    problems: prescriptionProblems(draft, context),
  }
}
