import { Button, Stack } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { isSettledByFields } from '#shared/domain/inbox/conflict-choice.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Section } from '../../../ui/section.tsx'
import { useDocumentWord } from '../model/use-document-word.ts'
import { useInboxActions } from '../model/use-inbox-actions.ts'
import { usePatientName } from '../model/use-patient-name.ts'
import { ConflictFields } from './conflict-fields.tsx'
import { ItemExplanation } from './item-explanation.tsx'
import { OpenDocumentButton } from './open-document-button.tsx'

/** One item: what happened, both sides or the reason, what can be done. */
export function InboxDetail({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const { stationId } = useWorkplace()
  const word = useDocumentWord()
  const name = usePatientName(item.patientId)
  const { markSeen, resend } = useInboxActions()
  const settled = isSettledByFields(item)
  const refusedHere = item.kind === 'refusal' && item.stationId === stationId
  return (
    <Section title={[word(item.documentType), name].filter(Boolean).join(': ')}>
      <Stack spacing={1.5}>
        <ItemExplanation item={item} refusedHere={refusedHere} />
        {item.kind === 'conflict' && <ConflictFields item={item} editable={settled} />}
        <Stack direction="row" spacing={1}>
          <OpenDocumentButton item={item} />
          {refusedHere && (
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
