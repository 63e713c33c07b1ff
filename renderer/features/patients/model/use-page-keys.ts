import { useEffect, useRef } from 'react'
import { isTyping } from '../../../ui/is-typing.ts'

/**
 * Keys of one page, each by the Latin letter on it (`v`), so that they work in every layout: alone while nobody is
 * typing, with Alt always. Not while a dialog is open.
 */
export function usePageKeys(actions: Record<string, () => void>): void {
  const current = useRef(actions)
  current.current = actions
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = current.current[event.code.replace('Key', '').toLowerCase()]
      if (!action || event.ctrlKey || event.metaKey || event.defaultPrevented) return
      if (!event.altKey && (isTyping(event.target) || event.shiftKey)) return
      if (document.querySelector('[role="dialog"]')) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
