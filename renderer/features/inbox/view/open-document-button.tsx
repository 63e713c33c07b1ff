import { Button } from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { useInboxChoice } from '../model/inbox-choice.ts'
import { useCurrentDocument } from '../model/use-inbox-actions.ts'

/** Leads to the document itself, or to the card it belongs to. */
export function OpenDocumentButton({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const { choose } = useInboxChoice()
  const decided = useCurrentDocument(item)
  const { patientId, documentId, documentType } = item
  const other = decided?.type === 'inbox' && decided.id !== item.id ? decided : undefined
  if (!patientId && !other) return null
  const open = () => {
    if (other) return choose(other.id, other.status)
    if (!patientId) return
    if (documentType === 'visit')
      return navigate({
        to: '/patients/$patientId/visits/$visitId',
        params: { patientId, visitId: documentId },
      })
    if (documentType === 'prescription')
      return navigate({
        to: '/patients/$patientId/prescriptions/$prescriptionId',
        params: { patientId, prescriptionId: documentId },
      })
    if (documentType === 'document-reference')
      return navigate({
        to: '/patients/$patientId/files/$referenceId',
        params: { patientId, referenceId: documentId },
      })
    return navigate({ to: '/patients/$patientId', params: { patientId } })
  }
  return (
    <Button variant="outlined" onClick={open}>
      {t(other ? 'openDecision' : 'openDocument')}
    </Button>
  )
}
