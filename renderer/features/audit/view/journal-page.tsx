import { useTranslation } from 'react-i18next'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useWorkplaceDesk } from '../model/use-workplace-desk.ts'
import { Journal } from './journal.tsx'

/** The whole trace of access, for those who answer for it. */
export function JournalPage() {
  const { t } = useTranslation('audit')
  const { profile } = useWorkplace()
  const desk = useWorkplaceDesk()
  return readsJournal(profile.practitioner.role) ? (
    <Journal desk={desk} />
  ) : (
    <EmptyState title={t('journal.forbidden')} />
  )
}
