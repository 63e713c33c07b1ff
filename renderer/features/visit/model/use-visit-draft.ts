import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { startDraft } from '#shared/domain/visit/visit.commands.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { useWorkplace, type Workplace } from '../../../data/workplace-context.tsx'
import { type AutosaveState, createAutosave } from './draft-autosave.ts'

export type LoadedDraft =
  | { kind: 'loading' }
  /** `found` is true for a draft that was there before. */
  | { kind: 'ready'; draft: VisitDraft; found: boolean }
  | { kind: 'already-signed'; visitId: string }
  | { kind: 'missing' }

// A page that is left still saves; the page that opens next must not read past it.
let leaving: Promise<void> = Promise.resolve()

async function load(
  { data, profile, context }: Workplace,
  patientId: string,
  visitId: string | undefined,
): Promise<LoadedDraft> {
  await leaving
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

/** A draft that is edited on the screen and kept on disk. Saved when left, hidden or closed, too. */
export function useVisitDraft(initial: VisitDraft) {
  const { data, context } = useWorkplace()
  const [draft, setDraft] = useState(initial)
  const newest = useRef(draft)
  const [saving, setSaving] = useState<AutosaveState>({ kind: 'clean' })

  const autosave = useMemo(
    () =>
      createAutosave<VisitDraft>({
        save: (value) => data.drafts.save({ ...value, savedAt: isoNow(context.clock) }),
        now: () => context.clock.now(),
        onState: setSaving,
      }),
    [data, context],
  )

  const update = useCallback(
    (change: Partial<VisitDraft> | ((draft: VisitDraft) => VisitDraft)) => {
      const next = typeof change === 'function' ? change(newest.current) : { ...newest.current, ...change }
      newest.current = next
      setDraft(next)
      autosave.change(next)
    },
    [autosave],
  )

  useEffect(() => {
    const flush = () => {
      if (autosave.state().kind === 'dirty') leaving = autosave.flush()
    }
    document.addEventListener('visibilitychange', flush)
    window.addEventListener('pagehide', flush)
    window.addEventListener('blur', flush)
    return () => {
      document.removeEventListener('visibilitychange', flush)
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('blur', flush)
      flush()
    }
  }, [autosave])

  return { draft, newest, update, saving, autosave }
}
