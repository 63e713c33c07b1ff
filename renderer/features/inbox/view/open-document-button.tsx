import { Button } from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'

/** Leads to the document itself, or to the card it belongs to. @param correct to the form, where there is one */
export function OpenDocumentButton({ item, correct = false }: { item: InboxItem; correct?: boolean }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const { patientId, documentId } = item
  if (!patientId) return null
  const hasForm = correct && item.documentType === 'patient'
  const open = () => {
    if (hasForm) return navigate({ to: '/patients/$patientId/edit', params: { patientId } })
    if (item.documentType === 'visit')
      return navigate({
        to: '/patients/$patientId/visits/$visitId',
        params: { patientId, visitId: documentId },
      })
    if (item.documentType === 'prescription')
      return navigate({
        to: '/patients/$patientId/prescriptions/$prescriptionId',
        params: { patientId, prescriptionId: documentId },
      })
    return navigate({ to: '/patients/$patientId', params: { patientId } })
  }
  return (
    <Button variant={hasForm ? 'contained' : 'outlined'} onClick={open}>
      {t(hasForm ? 'refusal.correct' : 'openDocument')}
    </Button>
  )
}
