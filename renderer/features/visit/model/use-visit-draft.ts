import { useCallback, useEffect, useRef, useState } from 'react'
import { startDraft } from '#shared/domain/visit/visit.commands.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { lastPageSaved, useAutosave } from '../../../data/use-autosave.ts'
import { useWorkplace, type Workplace } from '../../../data/workplace-context.tsx'

export type LoadedDraft =
  | { kind: 'loading' }
  /** `found` is true for a draft that was there before. */
  | { kind: 'ready'; draft: VisitDraft; found: boolean }
  | { kind: 'already-signed'; visitId: string }
  | { kind: 'missing' }

async function load(
  { data, profile, context }: Workplace,
  patientId: string,
  visitId: string | undefined,
): Promise<LoadedDraft> {
  await lastPageSaved()
  if (visitId !== undefined) {
    const [draft, visit] = await Promise.all([data.drafts.get(visitId), data.visits.get(visitId)])
    // Signed, and the program ended before the draft was put away.
    if (visit && draft) await data.drafts.remove(visitId)
    if (visit) return { kind: 'already-signed', visitId }
    return draft ? { kind: 'ready', draft, found: true } : { kind: 'missing' }
  }
  for (const draft of await data.drafts.ofPatient(patientId)) {
    if (draft.replaces) continue
    if (await data.visits.get(draft.id)) await data.drafts.remove(draft.id)
    else return { kind: 'ready', draft, found: true }
  }
  const kind = profile.practitioner.role === 'feldsher' ? 'station' : 'ambulatory'
  return { kind: 'ready', draft: startDraft(patientId, kind, context), found: false }
}

/** Opens the draft with this id, or the patient's unfinished one, or a new one. */
export function useLoadedDraft(patientId: string, visitId: string | undefined): LoadedDraft {
  const workplace = useWorkplace()
  const [loaded, setLoaded] = useState<LoadedDraft>({ kind: 'loading' })
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    let wanted = true
    setLoaded({ kind: 'loading' })
    load(workplace, patientId, visitId).then((next) => wanted && setLoaded(next), setFailure)
    return () => {
      wanted = false
    }
  }, [workplace, patientId, visitId])
  if (failure !== undefined) throw failure
  return loaded
}

/** A draft that is edited on the screen and kept on disk. `found` is true for one that lay there before. */
export function useVisitDraft(initial: VisitDraft, found: boolean) {
  const { data, context } = useWorkplace()
  const [draft, setDraft] = useState(initial)
  const newest = useRef(draft)
  const save = useCallback(
    (value: VisitDraft) => data.drafts.save({ ...value, savedAt: isoNow(context.clock) }),
    [data, context],
  )
  const { autosave, saving } = useAutosave(save, found ? Date.parse(initial.savedAt) : undefined)

  const update = useCallback(
    (change: Partial<VisitDraft> | ((draft: VisitDraft) => VisitDraft)) => {
      const next = typeof change === 'function' ? change(newest.current) : { ...newest.current, ...change }
      newest.current = next
      setDraft(next)
      autosave.change(next)
    },
    [autosave],
  )
  return { draft, newest, update, saving, autosave }
}
