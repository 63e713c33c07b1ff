import { Box, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { Banner } from '../../../ui/banner.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useCourier } from '../model/use-courier.ts'
import { PeerTable } from './peer-table.tsx'
import { ReadFile } from './read-file.tsx'
import { WorkResult } from './work-result.tsx'
import { WriteFile } from './write-file.tsx'

/** Exchange by a file on a stick: for stations without any link, and for days without one. */
export function CourierPage() {
  const { t } = useTranslation('courier')
  const courier = useCourier()
  const disabled = courier.isBusy || courier.keys !== 'ready'
  return (
    <Stack spacing={1.5} sx={{ maxWidth: 1100 }}>
      <Box>
        <PageHeader title={t('title')} />
        <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 860 }}>
          {t('about')}
        </Typography>
      </Box>
      {courier.keys === 'missing' && (
        <Banner severity="warning" title={t('noKey.title')}>
          {t('noKey.text')}
        </Banner>
      )}
      <WorkResult work={courier.work} />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
          gap: 1.5,
          alignItems: 'stretch',
        }}
      >
        <WriteFile peers={courier.peers} disabled={disabled} onWrite={courier.write} />
        <ReadFile disabled={disabled} onRead={courier.read} />
      </Box>
      <PeerTable peers={courier.peers} />
    </Stack>
  )
}
