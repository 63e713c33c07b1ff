import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { formatRecent } from '../../../ui/format.ts'
import { type OnlyHere, useOnlyHere } from '../model/use-only-here.ts'
import { useNow } from '../model/use-sync-status.ts'
import { DocumentName } from './document-name.tsx'

/** What the server does not have yet: which records, whose, since when. Each leads to its card. */
export function OnlyHereList({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('sync')
  const list = useOnlyHere()
  if (!list) return null
  return (
    <Box
      component="ul"
      aria-label={t('details.onlyHere')}
      sx={{ m: 0, pl: 2.5, maxHeight: 220, overflowY: 'auto' }}
    >
      {list.found.map((row) => (
        <OnlyHereRow key={row.document.id} row={row} onLeave={onLeave} />
      ))}
      {list.more > 0 && <li>{t('details.moreOnlyHere', { count: list.more })}</li>}
    </Box>
  )
}

function OnlyHereRow({ row, onLeave }: { row: OnlyHere; onLeave: () => void }) {
  const nowMs = useNow()
  const { document } = row
  const patientId = document.type === 'patient' ? document.id : document.patientId
  return (
    <li>
      <DocumentName type={document.type} patientId={patientId} onLeave={onLeave} />{' '}
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {formatRecent(row.atMs, nowMs)}
      </Typography>
    </li>
  )
}
