import { Button, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { isSettledByFields } from '#shared/domain/inbox/inbox.commands.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Section } from '../../../ui/section.tsx'
import { useDocumentWord } from '../model/use-document-word.ts'
import { useInboxActions } from '../model/use-inbox-actions.ts'
import { usePatientName } from '../model/use-patient-name.ts'
import { ConflictFields } from './conflict-fields.tsx'
import { OpenDocumentButton } from './open-document-button.tsx'

/** One item: what happened, both sides or the reason, what can be done. */
export function InboxDetail({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const word = useDocumentWord()
  const name = usePatientName(item.patientId)
  const { markSeen, resend } = useInboxActions()
  const settled = isSettledByFields(item)
  return (
    <Section title={[word(item.documentType), name].filter(Boolean).join(': ')}>
      <Stack spacing={1.5}>
        {item.kind === 'refusal' ? (
          <Banner severity="danger" title={t('refusal.title')}>
            {item.reason?.text}
          </Banner>
        ) : (
          <Banner severity="warning" title={t(`explain.${item.kind}.title`)}>
            {item.kind === 'conflict' && !settled ? t('explain.frozen') : t(`explain.${item.kind}.text`)}
          </Banner>
        )}
        {item.kind === 'refusal' && <Typography variant="body2">{t('refusal.whatToDo')}</Typography>}
        {item.kind === 'conflict' && <ConflictFields item={item} editable={settled} />}
        <Stack direction="row" spacing={1}>
          <OpenDocumentButton item={item} />
          {item.kind === 'refusal' && (
            <Button variant="contained" onClick={() => resend(item)}>
              {t('refusal.resend')}
            </Button>
          )}
          {!settled && <Button onClick={() => markSeen(item)}>{t('markSeen')}</Button>}
        </Stack>
      </Stack>
    </Section>
  )
}
