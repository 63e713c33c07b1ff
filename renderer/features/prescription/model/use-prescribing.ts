import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { prescribe } from '#shared/domain/prescription/prescription.commands.ts'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { PrescriptionContext } from '#shared/domain/prescription/prescription.rules.ts'
import { saysTheSame } from '#shared/domain/signature/says-the-same.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { signElectronically } from '../../signature/index.ts'

export type PrescribingOutcome = 'signed' | 'incomplete' | 'not-saved'

/** Signs: durable first, then on to the visit it belongs to while that is a draft, else to the prescription. */
export function usePrescribing() {
  const { data } = useWorkplace()
  const navigate = useNavigate()
  const running = useRef(false)
  const [busy, setBusy] = useState(false)

  async function run(
    draft: PrescriptionDraft,
    context: PrescriptionContext,
    stopSaving: () => Promise<void>,
  ): Promise<PrescribingOutcome | undefined> {
    const result = prescribe(draft, context)
    if (!result.ok) return 'incomplete'
    try {
      // Signed before, and the program ended before the draft was put away.
      const stands = await data.prescriptions.get(draft.id)
      if (!stands || !saysTheSame(stands, result.value)) {
        const signed = await signElectronically(result.value)
        if (!signed) return undefined
        await data.prescriptions.save(signed)
      }
    } catch {
      return 'not-saved'
    }
    const { patientId, visitId } = draft
    await stopSaving()
    // The prescription is durable; a draft left behind is put away when it is opened next.
    await data.prescriptionDrafts.remove(patientId).catch(() => {})
    const visitIsDraft = visitId !== undefined && (await data.drafts.get(visitId)) !== undefined
    await (visitIsDraft
      ? navigate({ to: '/patients/$patientId/visits/$visitId/edit', params: { patientId, visitId } })
      : navigate({
          to: '/patients/$patientId/prescriptions/$prescriptionId',
          params: { patientId, prescriptionId: result.value.id },
          replace: true,
        }))
    return 'signed'
  }

  return {
    busy,
    async sign(
      draft: PrescriptionDraft,
      context: PrescriptionContext,
      stopSaving: () => Promise<void>,
    ): Promise<PrescribingOutcome | undefined> {
      if (running.current) return undefined
      running.current = true
      setBusy(true)
      try {
        return await run(draft, context, stopSaving)
      } finally {
        running.current = false
        setBusy(false)
      }
    },
  }
}
