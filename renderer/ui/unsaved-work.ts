import { useEffect, useRef } from 'react'

/** A form whose content stands on the screen and nowhere else. */
export interface UnsavedForm {
  /** Whether something typed would be lost if the screen went away now. */
  isChanged(): boolean
  /** Puts what is typed on the disk, for its owner alone; rejects when the disk refuses. Left out where nothing can. */
  keep?(): Promise<void>
  /** The disk has refused it, and takes it perhaps later. */
  isRefused?(): boolean
}

const forms = new Set<() => UnsavedForm>()

/** Whether something typed would be lost if the screen went away now: asked by what leaves without changing the page. */
export const hasUnsavedWork = (): boolean => [...forms].some((form) => form().isChanged())

/** Keeps what would be lost, before the screen goes to somebody else; false when something still would be. */
export async function keepUnsavedWork(): Promise<boolean> {
  const changed = [...forms].map((form) => form()).filter((form) => form.isChanged())
  await Promise.allSettled(changed.map((form) => form.keep?.()))
  return !hasUnsavedWork()
}

/**
 * Makes a form known to `hasUnsavedWork` and `keepUnsavedWork` while it is on the screen. Before the page is reloaded or
 * its window closed the browser asks for what nothing can keep, or the disk has refused.
 */
export function useUnsavedWork(form: UnsavedForm): void {
  const newest = useRef(form)
  newest.current = form
  useEffect(() => {
    const ask = () => newest.current
    const beforeLeaving = (event: BeforeUnloadEvent) => {
      const { keep, isChanged, isRefused } = newest.current
      if (keep ? isRefused?.() : isChanged()) event.preventDefault()
    }
    forms.add(ask)
    window.addEventListener('beforeunload', beforeLeaving)
    return () => {
      forms.delete(ask)
      window.removeEventListener('beforeunload', beforeLeaving)
    }
  }, [])
}
