import { useRef, useState } from 'react'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { saysTheSame } from '#shared/domain/signature/says-the-same.ts'
import { signVisit } from '#shared/domain/visit/visit.commands.ts'
import { problemsFromVisit } from '#shared/domain/visit/visit.reuse.ts'
import type { Visit, VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { useWorkplace, type Workplace } from '../../../data/workplace-context.tsx'
import { signElectronically } from '../../signature/index.ts'

export type SigningOutcome =
  | { kind: 'signed'; visit: Visit }
  | { kind: 'incomplete'; problems: FieldProblem[] }
  | { kind: 'not-saved'; error: unknown }

/** Who signs and where, from the session. */
export function visitContext({ context, profile }: Workplace, patient: Patient) {
  const facility = profile.facilities.find(({ id }) => id === profile.facilityId)
  return {
    ...context,
    patient,
    position: profile.practitioner.position,
    ...(facility ? { facility: { id: facility.id, name: facility.name } } : {}),
  }
}

interface Signing {
  draft: VisitDraft
  patient: Patient
  /** Diagnoses to be taken to the problem list. */
  listed: readonly string[]
  problemList: readonly Condition[]
  /** Ends autosaving, so that a late save does not bring the draft back. */
  stopSaving(): Promise<void>
}

/**
 * Signs (undefined when the person gave it up): the visit and the new problem-list entries become durable in one step, only then the draft goes. When the
 * program ends between the two, the draft is recognised by its id as signed (see use-visit-draft).
 */
async function sign(
  workplace: Workplace,
  { draft, patient, listed, problemList, stopSaving }: Signing,
): Promise<SigningOutcome | undefined> {
  const context = visitContext(workplace, patient)
  const result = signVisit(draft, context)
  if (!result.ok) return { kind: 'incomplete', problems: result.error }
  let visit: Visit | undefined
  try {
    // An earlier try may have come as far as the visit: that is the one that was signed.
    const stands = await workplace.data.visits.get(draft.id)
    const isThere = stands !== undefined && saysTheSame(stands, result.value)
    visit = isThere ? stands : await signElectronically(result.value)
    if (!visit) return undefined
    const conditions = problemsFromVisit(visit, listed, problemList, context)
    await workplace.data.saveAll(isThere ? conditions : [visit, ...conditions])
  } catch (error) {
    return { kind: 'not-saved', error }
  }
  await stopSaving()
  // The visit is durable; a draft left behind is put away when it is opened next.
  await workplace.data.drafts.remove(draft.id).catch(() => {})
  return { kind: 'signed', visit }
}

/** Signing as the screen does it: one at a time, with what came of it. */
export function useVisitSigning() {
  const workplace = useWorkplace()
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  return {
    busy,
    async sign(signing: Signing): Promise<SigningOutcome | undefined> {
      if (running.current) return undefined
      running.current = true
      setBusy(true)
      try {
        return await sign(workplace, signing)
      } finally {
        running.current = false
        setBusy(false)
      }
    },
  }
}
