import { Box, Button } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Banner } from '../../../ui/banner.tsx'
import { contactAge } from '../model/contact-age.ts'
import { useNow, useSyncStatus } from '../model/use-sync-status.ts'
import { useWaitingFiles } from '../model/use-waiting-files.ts'

/** On every screen once the server has been silent for days: how long, what is safe, what to do. */
export function SilenceBanner() {
  const { t } = useTranslation('sync')
  const status = useSyncStatus()
  const { length: files } = useWaitingFiles()
  const { level, days } = contactAge(status?.lastContactMs, useNow())
  if (!status || level !== 'loud') return null
  return (
    <Box sx={{ px: 2, pt: 1 }}>
      <Banner
        severity="danger"
        title={t('silence.title', { count: days })}
        action={
          <Button component={Link} to="/courier" color="inherit">
            {t('silence.byFile')}
          </Button>
        }
      >
        {t('silence.text')}
        {status.onlyHere > 0 && ` ${t('silence.onlyHere', { count: status.onlyHere })}`}
        {files > 0 && ` ${t('silence.files', { count: files })}`}
      </Banner>
    </Box>
  )
}
