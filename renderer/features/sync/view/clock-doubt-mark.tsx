import HistoryToggleOff from '@mui/icons-material/HistoryToggleOff'
import { Tooltip, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { useTimeSpan } from '../model/use-time-span.ts'

/** Beside the time of a record: the clock of the PC that wrote it could not be trusted. */
export function ClockDoubtMark(props: { document: { clockOffMs?: number | undefined } }) {
  const { t } = useTranslation('sync')
  const span = useTimeSpan()
  const { clockOffMs } = props.document
  if (clockOffMs === undefined) return null
  return (
    <Tooltip title={t('doubt.why', { by: span(clockOffMs) })}>
      <Typography
        component="span"
        variant="caption"
        data-testid="clock-doubt"
        sx={{ color: 'warning.dark', display: 'inline-flex', alignItems: 'center', gap: 0.25 }}
      >
        <HistoryToggleOff sx={{ fontSize: 14 }} aria-hidden />
        {t('doubt.mark')}
      </Typography>
    </Tooltip>
  )
}
