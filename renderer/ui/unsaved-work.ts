import { useEffect, useRef } from 'react'

/** Forms whose content stands on the screen and nowhere else. */
const forms = new Set<() => boolean>()

/** Whether something typed would be lost if the screen went away now: asked by what leaves without changing the page. */
export const hasUnsavedWork = (): boolean => [...forms].some((isChanged) => isChanged())

/** Makes a form's changes known to `hasUnsavedWork` while it is on the screen. */
export function useUnsavedWork(isChanged: () => boolean): void {
  const newest = useRef(isChanged)
  newest.current = isChanged
  useEffect(() => {
    const ask = () => newest.current()
    forms.add(ask)
    return () => void forms.delete(ask)
  }, [])
}
