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
    let timer: ReturnType<typeof setTimeout>
    let triesLeft = 10
    // A page that still loads has no title yet; the whole page takes the focus only if none comes.
    const attempt = () => {
      const place = main.current
      if (!place || (place !== document.activeElement && place.contains(document.activeElement))) return
      const title = place.querySelector<HTMLElement>('[data-page-title]')
      if (title || triesLeft-- === 0) (title ?? place).focus({ preventScroll: true })
      else timer = setTimeout(attempt, 50)
    }
    timer = setTimeout(attempt, 50)
    return () => clearTimeout(timer)
  }, [path])
  return main
}
