import { useLocation } from '@tanstack/react-router'
import { type RefObject, useEffect, useRef } from 'react'

/**
 * After a change of page the keyboard starts in the new page and a screen reader reads its title. A page that put the
 * focus somewhere itself (a search field, the first field of a form) keeps it.
 */
export function usePageFocus(): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  const path = useLocation({ select: (location) => location.pathname })
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    const timer = setTimeout(() => {
      const place = main.current
      if (!place || (place !== document.activeElement && place.contains(document.activeElement))) return
      const title = place.querySelector<HTMLElement>('[data-page-title]')
      ;(title ?? place).focus({ preventScroll: true })
    }, 50)
    return () => clearTimeout(timer)
  }, [path])
  return main
}
