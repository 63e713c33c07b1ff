import { useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sameJson } from '#shared/kit/canonical-json.ts'
import type { FormDraft } from '../../../data/controls/repository.ts'
import type { AutosaveState } from '../../../data/draft-autosave.ts'
import { useAutosave } from '../../../data/use-autosave.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { useUnsavedWork } from '../../../ui/unsaved-work.ts'
import { fillFrom } from './fill-from.ts'
import { useBringBack } from './use-bring-back.ts'

/** How a form is kept, for what stands around it. */
export interface Keeping {
  /** When the text was typed that the form opened with; undefined when it began anew. */
  restoredAtMs: number | undefined
  saving: AutosaveState
  /** Whether it says something else than it began with. */
  isChanged: boolean
  /** Puts what is typed on the disk now; false when the disk refuses it. */
  keep(): Promise<boolean>
  /** Begins anew, or ends; what was typed goes, and can be brought back for a few seconds. */
  giveUp(): Promise<void>
  /** It is saved as what it was written for. */
  forget(): Promise<void>
}

export interface KeptForm<T> {
  value: T
  set(change: Partial<T> | ((before: T) => T)): void
  keeping: Keeping
}

/**
 * A form that lies sealed on this PC while it is typed, for its owner alone: after a power cut, a lock or a colleague's
 * turn it opens as it was. One for all forms; visits and prescriptions are drafts of their own.
 * @param place which form it is: its kind, then the ids of the patient and of what it changes, by `/`
 * @param initial what it begins with, read once
 */
export function useKeptForm<T extends object>(
  place: string,
  initial: T,
  options: {
    /** The page where it opens again, where it is not the page that is shown. */
    at?: string
    /** Whom it is about, where the place says no id. */
    about?: (value: T) => string
    /** The page builds the form anew when it was given up. */
    onAnew?: () => void
    /** It changes what is written already: what nobody typed over is as it stands there when it opens again. */
    follows?: boolean
  } = {},
): KeptForm<T> {
  const { data, context } = useWorkplace()
  const { t } = useTranslation('kept')
  const { t: common } = useTranslation()
  const router = useRouter()
  const [start] = useState(initial)
  const [at] = useState(() => options.at ?? router.state.location.href)
  const [found] = useState(() => data.formDrafts.get(place))
  const [value, setValue] = useState(() =>
    found ? fillFrom(start, found.content, found.start, options.follows) : start,
  )
  const [restoredAtMs, setRestoredAtMs] = useState(found?.savedAtMs)
  const newest = useRef(value)
  const isDone = useRef(false)
  const asked = useRef(options)
  asked.current = options
  const draftOf = useCallback(
    (content: T): FormDraft => {
      const about = asked.current.about?.(content)
      return { place, savedAtMs: context.clock.now(), content, start, at, ...(about ? { about } : {}) }
    },
    [place, context, at, start],
  )
  const save = useCallback(
    (content: T) =>
      sameJson(content, start) ? data.formDrafts.remove(place) : data.formDrafts.save(draftOf(content)),
    [data, place, start, draftOf],
  )
  const { autosave, saving } = useAutosave(save, found?.savedAtMs)
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])

  const put = useCallback((next: T) => {
    newest.current = next
    setValue(next)
  }, [])
  const set = useCallback(
    (change: Partial<T> | ((before: T) => T)) => {
      put(typeof change === 'function' ? change(newest.current) : { ...newest.current, ...change })
      // It closes in a moment.
      if (!isDone.current) autosave.change(newest.current)
    },
    [autosave, put],
  )
  const bringBack = useBringBack()
  const isUnsaved = () => ['dirty', 'failed'].includes(autosave.state().kind)
  const isRefused = () => autosave.state().kind === 'failed'
  const keep = async () => {
    await autosave.flush()
    return !isUnsaved()
  }
  useUnsavedWork({ isChanged: isUnsaved, keep: autosave.flush, isRefused })

  async function giveUp() {
    const dropped = draftOf(newest.current)
    const isChanged = !sameJson(newest.current, start)
    put(start)
    setRestoredAtMs(undefined)
    autosave.change(start)
    await autosave.flush()
    if (!isChanged) return
    asked.current.onAnew?.()
    const restore = async () => {
      // The form begins anew on the screen: it takes the text back itself.
      if (isShown.current && !asked.current.onAnew) set(() => dropped.content as T)
      else await bringBack(dropped)
    }
    showToast(t('dropped'), { action: { label: common('actions.undo'), run: () => void restore() } })
  }
  return {
    value,
    set,
    keeping: {
      restoredAtMs,
      saving,
      isChanged: !sameJson(value, start),
      keep,
      giveUp,
      async forget() {
        isDone.current = true
        // A disk that refuses is asked again and again: what is saved must not fail, and be saved twice, for this.
        autosave.change(start)
        await autosave.flush()
      },
    },
  }
}
