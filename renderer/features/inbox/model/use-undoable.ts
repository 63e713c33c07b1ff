import { useTranslation } from 'react-i18next'
import { showToast } from '../../../ui/toast-store.ts'

/** Says what was done, with the way back. */
export function useUndoable(): (text: string, undo: () => Promise<void>) => void {
  const { t } = useTranslation()
  return (text, undo) => showToast(text, { action: { label: t('actions.undo'), run: () => void undo() } })
}
