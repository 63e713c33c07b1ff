import { Button } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { useRefusalActions } from '../model/use-refusal-actions.ts'

/** Saves a refused record with the server's reason as a file. */
export function ExportButton({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const { exportFile } = useRefusalActions(item)
  return <Button onClick={exportFile}>{t('refusal.export')}</Button>
}
