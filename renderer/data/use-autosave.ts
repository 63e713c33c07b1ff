import { useEffect, useMemo, useState } from 'react'
import { type Autosave, type AutosaveState, createAutosave } from './draft-autosave.ts'
import { useWorkplace } from './workplace-context.tsx'

// A page that is left still saves; the page that opens next must not read past it.
let leaving: Promise<void> = Promise.resolve()

/** Resolves when the page that was left last has written what it held. */
export const lastPageSaved = (): Promise<void> => leaving

/**
 * Keeps what is typed on disk: half a second after the last key, and when the page is left, hidden or closed.
 * @param save must not change between renderings
 * @param savedAtMs when what the page opened with was saved; undefined for something new
 */
export function useAutosave<T>(
  save: (value: T) => Promise<void>,
  savedAtMs?: number,
): { autosave: Autosave<T>; saving: AutosaveState } {
  const { context } = useWorkplace()
  const [saving, setSaving] = useState<AutosaveState>(
    savedAtMs === undefined ? { kind: 'clean' } : { kind: 'saved', atMs: savedAtMs },
  )
  const autosave = useMemo(
    () => createAutosave<T>({ save, now: () => context.clock.now(), onState: setSaving }),
    [save, context],
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
  return { autosave, saving }
}
