import { Box, LinearProgress, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { useCarryOver } from '../model/carry-over-store.ts'

/** Says that the data of this PC is being brought to the program's new format, and how far it is. */
export function CarryOverBar() {
  const { t } = useTranslation('session')
  const progress = useCarryOver((store) => store.progress)
  if (!progress) return null
  return (
    <Box role="status" sx={{ width: 1 }}>
      <Typography variant="body2">{t('carryOver.title')}</Typography>
      <LinearProgress
        variant="determinate"
        value={progress.total === 0 ? 0 : Math.min(100, (100 * progress.done) / progress.total)}
        aria-label={t('carryOver.title')}
        sx={{ my: 1 }}
      />
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {t('carryOver.count', { ...progress })}
      </Typography>
    </Box>
  )
}
