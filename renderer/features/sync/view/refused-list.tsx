import { Box, Typography } from '@mui/material'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { useRefusalText } from '../../../i18n/use-refusal-text.ts'
import { formatRecent } from '../../../ui/format.ts'
import { useNow } from '../model/use-sync-status.ts'
import { DocumentName } from './document-name.tsx'

/** So many lines; the inbox has all of them, and what other PCs have. */
const listed = 5

/** What the server did not accept of this PC's: which record, whose, why, since when. */
export function RefusedList({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('sync')
  const { data, stationId } = useWorkplace()
  const nowMs = useNow()
  const refusalText = useRefusalText()
  const open = useLive(useMemo(() => data.inbox.watchOpen(), [data]))
  const refusals = open?.filter((item) => item.kind === 'refusal' && item.stationId === stationId) ?? []
  const more = refusals.length - listed
  return (
    <>
      {/* What is only here is listed above: two lists want a word between them. */}
      <Typography variant="subtitle2" component="div" aria-hidden>
        {t('details.refused')}
      </Typography>
      <Box component="ul" aria-label={t('details.refused')} sx={{ m: 0, pl: 2.5 }}>
        {refusals.slice(0, listed).map((item) => (
          <li key={item.id}>
            <DocumentName type={item.documentType} patientId={item.patientId} onLeave={onLeave} />
            {item.reason && `. ${refusalText(item.reason).title}`}{' '}
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {formatRecent(item.occurredAt, nowMs)}
            </Typography>
          </li>
        ))}
        {more > 0 && <li>{t('details.moreOnlyHere', { count: more })}</li>}
      </Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {t('details.refusedSafe')}
      </Typography>
    </>
  )
}
