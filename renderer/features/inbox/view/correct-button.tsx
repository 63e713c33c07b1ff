import { Button } from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayWriteType } from '#shared/domain/access/index.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'

/** Leads to the form in which a refused document is corrected; nothing where it has none, or not for this role. */
export function CorrectButton({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const { profile } = useWorkplace()
  const navigate = useNavigate()
  const { patientId, documentId, documentType } = item
  if (!patientId || !mayWriteType(profile.practitioner.role, documentType)) return null
  const params = { patientId }
  const forms: Record<string, () => Promise<void>> = {
    patient: () => navigate({ to: '/patients/$patientId/edit', params }),
    condition: () => navigate({ to: '/patients/$patientId', params, search: { condition: documentId } }),
    'document-reference': () =>
      navigate({
        to: '/patients/$patientId/files/$referenceId',
        params: { patientId, referenceId: documentId },
      }),
  }
  const form = forms[documentType]
  if (!form) return null
  return (
    <Button variant="contained" onClick={form}>
      {t('refusal.correct')}
    </Button>
  )
}
