import { Button, Stack } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { Banner } from '../../../ui/banner.tsx'
import { useInboxActions } from '../model/use-inbox-actions.ts'
import { OpenDocumentButton } from './open-document-button.tsx'

/** Something to know; it is only read. */
export function NoticeDetail({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const { markSeen } = useInboxActions()
  const restored = item.reason?.code === 'server.restored'
  return (
    <>
      {restored ? (
        <Banner severity="warning" title={t('explain.restored.title')}>
          {t('explain.restored.text')}
        </Banner>
      ) : (
        <Banner severity="info" title={t('explain.notice.title')}>
          {item.reason?.text ?? t('explain.notice.text')}
        </Banner>
      )}
      <Stack direction="row" spacing={1}>
        <OpenDocumentButton item={item} />
        <Button onClick={() => markSeen(item)}>{t('markSeen')}</Button>
      </Stack>
    </>
  )
}
