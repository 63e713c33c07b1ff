import { Button, Stack, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { glassOf } from '#shared/domain/audit/glass.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { Banner } from '../../../ui/banner.tsx'
import { useInboxActions } from '../model/use-inbox-actions.ts'
import { OpenDocumentButton } from './open-document-button.tsx'

/** Something to know; it is only read. */
export function NoticeDetail({ item }: { item: InboxItem }) {
  const glass = glassOf(item)
  return glass ? <GlassDetail item={item} {...glass} /> : <PlainNotice item={item} />
}

/** A colleague opened a card that asks for a reason. */
function GlassDetail({
  item,
  name,
  glass,
  reason,
  text,
}: { item: InboxItem } & NonNullable<ReturnType<typeof glassOf>>) {
  const { t } = useTranslation('audit')
  const { markSeen } = useInboxActions()
  const why = [t(`glass.reasons.${reason}`), text].filter(Boolean).join(': ')
  return (
    <>
      <Banner severity="warning" title={t(`glass.notice.titles.${glass}`)}>
        {t(`glass.notice.texts.${glass}`, { name, reason: why })}
      </Banner>
      <Typography variant="body2">{t('glass.notice.ask')}</Typography>
      <Stack direction="row" spacing={1}>
        <Button variant="contained" onClick={() => markSeen(item)}>
          {t('glass.notice.reviewed')}
        </Button>
        <Button component={Link} to={`/patients/${item.patientId}/trail`}>
          {t('trail.title')}
        </Button>
      </Stack>
    </>
  )
}

function PlainNotice({ item }: { item: InboxItem }) {
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
