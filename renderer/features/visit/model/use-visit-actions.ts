import { useNavigate } from '@tanstack/react-router'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { amendVisit, cancelVisit } from '#shared/domain/visit/visit.commands.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useWhyNot } from '../../../i18n/use-why-not.ts'
import { signElectronically } from '../../signature/index.ts'
import { visitContext } from './use-visit-signing.ts'

/** What can be done with a signed visit: amend it, mark it as entered in error. */
export function useVisitActions(visit: Visit, patient: Patient) {
  const workplace = useWorkplace()
  const navigate = useNavigate()
  const whyNot = useWhyNot()
  const { data, context } = workplace
  return {
    /** Opens the amendment that was begun on this PC, or a new one. */
    async amend(): Promise<void> {
      const begun = (await data.drafts.ofPatient(patient.id)).find(
        ({ replaces }) => replaces?.rootId === visit.rootId,
      )
      const draft = begun ?? amendVisit(visit, context)
      if (!begun) await data.drafts.save(draft)
      await navigate({
        to: '/patients/$patientId/visits/$visitId/edit',
        params: { patientId: patient.id, visitId: draft.id },
      })
    },
    /** Writes the version that says so and opens it; resolves with why it was not done, in words. */
    cancel: (reason: string) =>
      whyNot(async () => {
        const result = cancelVisit(visit, reason, visitContext(workplace, patient))
        if (!result.ok) return result.error
        const signed = await signElectronically(result.value)
        if (!signed) return []
        await data.visits.save(signed)
        await navigate({
          to: '/patients/$patientId/visits/$visitId',
          params: { patientId: patient.id, visitId: result.value.id },
          replace: true,
        })
        return []
      }),
  }
}
