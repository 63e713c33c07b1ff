import { useEffect, useRef } from 'react'
import { isInDialog } from '../../../ui/is-typing.ts'

interface VisitKeys {
  sign(): void
  save(): void
  addPrescription(): void
}

/** Ctrl+Enter signs, Ctrl+S saves, Alt+R writes a prescription. Letters go by the key's place, whatever the layout. */
export function useVisitKeys(actions: VisitKeys): void {
  const newest = useRef(actions)
  newest.current = actions
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isInDialog(event.target)) return
      const command = event.ctrlKey || event.metaKey
      if (command && event.key === 'Enter') newest.current.sign()
      else if (command && event.code === 'KeyS') newest.current.save()
      else if (event.altKey && event.code === 'KeyR') newest.current.addPrescription()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
