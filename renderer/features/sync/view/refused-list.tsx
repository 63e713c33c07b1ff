import { Box } from '@mui/material'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { useRefusalText } from '../../../i18n/use-refusal-text.ts'
import { formatRecent } from '../../../ui/format.ts'
import { useNow } from '../model/use-sync-status.ts'

/** What the server did not accept of this PC's, in a few lines; the inbox has the rest, and what other PCs have. */
export function RefusedList() {
  const { t } = useTranslation('sync')
  const { data, stationId } = useWorkplace()
  const nowMs = useNow()
  const refusalText = useRefusalText()
  const open = useLive(useMemo(() => data.inbox.watchOpen(), [data]))
  const refusals =
    open?.filter((item) => item.kind === 'refusal' && item.stationId === stationId).slice(0, 5) ?? []
  return (
    <Box component="ul" aria-label={t('details.refused')} sx={{ m: 0, pl: 2.5 }}>
      {refusals.map((item) => (
        <li key={item.id}>
          {t(`documents.${item.documentType}`, {
            ns: 'common',
            defaultValue: t('documents.other', { ns: 'common' }),
          })}
          , {formatRecent(item.occurredAt, nowMs)}: {item.reason && refusalText(item.reason).title}
        </li>
      ))}
    </Box>
  )
}
