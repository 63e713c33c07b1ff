import { Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { isDeletionConflict, isSettledByFields } from '#shared/domain/inbox/conflict-choice.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { Banner } from '../../../ui/banner.tsx'

/** What happened and what a person can do now; a notice is only read. */
export function ItemExplanation({ item, refusedHere }: { item: InboxItem; refusedHere: boolean }) {
  const { t } = useTranslation('inbox')
  switch (item.kind) {
    case 'notice':
      if (item.reason?.code === 'server.restored')
        return (
          <Banner severity="warning" title={t('explain.restored.title')}>
            {t('explain.restored.text')}
          </Banner>
        )
      return (
        <Banner severity="info" title={t('explain.notice.title')}>
          {item.reason?.text ?? t('explain.notice.text')}
        </Banner>
      )
    case 'refusal':
      return (
        <>
          <Banner severity="danger" title={t('refusal.title')}>
            {item.reason?.text}
          </Banner>
          <Typography variant="body2">{t(refusedHere ? 'refusal.whatToDo' : 'refusal.elsewhere')}</Typography>
        </>
      )
    case 'conflict': {
      if (isDeletionConflict(item))
        return (
          <Banner severity="warning" title={t('explain.deletion.title')}>
            {t('explain.deletion.text')}
          </Banner>
        )
      return (
        <Banner severity="warning" title={t('explain.conflict.title')}>
          {t(isSettledByFields(item) ? 'explain.conflict.text' : 'explain.frozen')}
        </Banner>
      )
    }
  }
}
