import { Button } from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'

/** Leads to the document itself, or to the card it belongs to. */
export function OpenDocumentButton({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const { patientId, documentId } = item
  if (!patientId) return null
  const open = () => {
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
    <Button variant="outlined" onClick={open}>
      {t('openDocument')}
    </Button>
  )
}
