import { useRouter } from '@tanstack/react-router'
import type { FormDraft } from '../../../data/controls/repository.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useWhyNot } from '../../../i18n/use-why-not.ts'
import { showToast } from '../../../ui/toast-store.ts'
import { reopen } from './reopening.ts'

/** Keeps a form again that was given up, and opens it: on the page that is shown, or on its own. */
export function useBringBack(): (draft: FormDraft) => Promise<void> {
  const { data } = useWorkplace()
  const router = useRouter()
  const whyNot = useWhyNot()
  return async (draft) => {
    const problem = await whyNot(async () => {
      await data.formDrafts.save(draft)
      return []
    })
    if (problem !== undefined) showToast(problem, { durationMs: Number.POSITIVE_INFINITY })
    else if (!reopen(draft.place) && draft.at !== undefined) await router.navigate({ href: draft.at })
  }
}
