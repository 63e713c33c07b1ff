import { useEffect, useState } from 'react'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import { lastPageSaved } from '../../../data/use-autosave.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'

/**
 * The prescription that was begun for the patient on this PC and not signed; `none` when there is none, undefined until
 * that is known. One that was signed, when the program ended before it was put away, goes now.
 */
export function useKeptDraft(patientId: string): PrescriptionDraft | 'none' | undefined {
  const { data } = useWorkplace()
  const [kept, setKept] = useState<PrescriptionDraft | 'none'>()
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    let wanted = true
    async function load(): Promise<PrescriptionDraft | 'none'> {
      await lastPageSaved()
      const draft = await data.prescriptionDrafts.ofPatient(patientId)
      if (!draft) return 'none'
      if (!(await data.prescriptions.get(draft.id))) return draft
      await data.prescriptionDrafts.remove(patientId)
      return 'none'
    }
    load().then((draft) => wanted && setKept(draft), setFailure)
    return () => {
      wanted = false
    }
  }, [data, patientId])
  if (failure !== undefined) throw failure
  return kept
}
