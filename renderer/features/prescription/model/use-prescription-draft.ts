import { useCallback, useMemo, useRef, useState } from 'react'
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
import { useAutosave } from '../../../data/use-autosave.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'

/** A prescription while it is written and kept on disk, with what the checks say to it. */
export function usePrescriptionDraft(
  patient: Patient,
  prescriptions: readonly Prescription[],
  initial: { visitId?: string | undefined; draft?: PrescriptionDraft | undefined },
) {
  const { data, context: base, profile } = useWorkplace()
  const [draft, setDraft] = useState<PrescriptionDraft>(
    () => initial.draft ?? startPrescription(patient.id, initial.visitId, base),
  )
  const newest = useRef(draft)
  const { autosave, saving } = useAutosave(data.prescriptionDrafts.save)
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
    (change: Partial<PrescriptionDraft> | ((draft: PrescriptionDraft) => PrescriptionDraft)) => {
      const next = typeof change === 'function' ? change(newest.current) : { ...newest.current, ...change }
      newest.current = next
      setDraft(next)
      autosave.change(next)
    },
    [autosave],
  )
  return {
    draft,
    update,
    saving,
    /** Ends saving, so that a late save does not bring a signed draft back. */
    stopSaving: autosave.stop,
    context,
    findings: checkPrescription(draft, context),
    problems: prescriptionProblems(draft, context),
  }
}
