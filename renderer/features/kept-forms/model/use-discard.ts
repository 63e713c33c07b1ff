import { useTranslation } from 'react-i18next'
import type { FormDraft } from '../../../data/controls/repository.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { useBringBack } from './use-bring-back.ts'

/** Forgets a form that is kept, and offers the way back. */
export function useDiscard(): (draft: FormDraft) => Promise<void> {
  const { t } = useTranslation('kept')
  const { t: common } = useTranslation()
  const { data } = useWorkplace()
  const bringBack = useBringBack()
  return async (draft) => {
    await data.formDrafts.remove(draft.place)
    showToast(t('dropped'), { action: { label: common('actions.undo'), run: () => void bringBack(draft) } })
  }
}
