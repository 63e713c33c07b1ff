import { Button, Stack } from '@mui/material'
import { useTranslation } from 'react-i18next'
import {
  isDecidedInCard,
  isDeletionConflict,
  isSettledByFields,
} from '#shared/domain/inbox/conflict-choice.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { canRetract } from '#shared/domain/inbox/settlement.commands.ts'
import { Banner } from '../../../ui/banner.tsx'
import { useInboxActions } from '../model/use-inbox-actions.ts'
import { ConflictFields } from './conflict-fields.tsx'
import { OpenDocumentButton } from './open-document-button.tsx'

/** Two edits that met: what happened, both sides, and what can be done. */
export function ConflictDetail({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const { markSeen, keepEdited, retract } = useInboxActions()
  const byFields = isSettledByFields(item)
  const deletion = isDeletionConflict(item)
  return (
    <>
      <Explanation item={item} />
      <ConflictFields item={item} editable={byFields} />
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        {deletion && (
          <Button variant="contained" onClick={() => keepEdited(item)}>
            {t('keep')}
          </Button>
        )}
        {deletion && canRetract(item) && (
          <Button variant="outlined" onClick={() => retract(item)}>
            {t('retract')}
          </Button>
        )}
        <OpenDocumentButton item={item} />
        {!byFields && !deletion && <Button onClick={() => markSeen(item)}>{t('markSeen')}</Button>}
      </Stack>
    </>
  )
}

function Explanation({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  if (isDeletionConflict(item))
    return (
      <Banner severity="warning" title={t('explain.deletion.title')}>
        {t('explain.deletion.text')}
      </Banner>
    )
  const bothSigned = item.local?.signature !== undefined && item.server?.signature !== undefined
  const inCard = item.documentType === 'patient' && (item.fields ?? []).every(isDecidedInCard)
  const text = isSettledByFields(item)
    ? t('explain.conflict.text')
    : inCard
      ? t('explain.consent')
      : t(item.documentType === 'visit' && bothSigned ? 'explain.bothSigned' : 'explain.frozen')
  return (
    <Banner severity="warning" title={t('explain.conflict.title')}>
      {text}
    </Banner>
  )
}
