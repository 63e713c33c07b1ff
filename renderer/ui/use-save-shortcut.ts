import { useEffect, useRef } from 'react'

/** Ctrl+S saves what is on the screen instead of the web page. Works with every keyboard layout. */
export function useSaveShortcut(save: () => void): void {
  const saveNow = useRef(save)
  saveNow.current = save
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyS') return
      event.preventDefault()
      saveNow.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
