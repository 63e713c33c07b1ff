import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { isTyping } from '../ui/is-typing.ts'
import { focusPatientSearch } from '../ui/patient-search-focus.ts'

/**
 * The keys that work on every page. Letters are read from the key's place (`code`), so that they work with a Russian,
 * Belarusian or Latin layout; bare keys only while nobody is typing.
 */
export function useShortcuts(actions: { showHelp: () => void }): void {
  const navigate = useNavigate()
  const { showHelp } = actions
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey
      const typing = isTyping(event.target)
      const help = event.key === 'F1' || (event.key === '?' && !typing && !command)
      const find =
        (command && event.code === 'KeyK') || (!typing && !command && !event.altKey && event.key === '/')
      if (help) showHelp()
      else if (find) navigate({ to: '/patients' }).then(focusPatientSearch)
      else if (event.altKey && event.code === 'Digit1') navigate({ to: '/patients' })
      else if (event.altKey && event.code === 'Digit2') navigate({ to: '/inbox' })
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [navigate, showHelp])
}
