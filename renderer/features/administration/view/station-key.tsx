import { Button, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedStation } from '#shared/contract/administration.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ProgressLine } from '../../../ui/progress-line.tsx'

/** The data key of a PC: a new one, and how far its rows have moved to it. */
export function StationKey(props: { station: ManagedStation; busy: boolean; onRenew: () => unknown }) {
  const { t } = useTranslation('administration')
  const [asking, setAsking] = useState(false)
  const { keyRenewal, report } = props.station
  const resealed = report?.resealed
  if (keyRenewal)
    return (
      <Stack spacing={0.5}>
        <Typography variant="body2">{t(resealed ? 'stationKey.running' : 'stationKey.waiting')}</Typography>
        {resealed && <ProgressLine label={t('stationKey.progress')} {...resealed} />}
      </Stack>
    )
  return (
    <>
      <Button
        variant="outlined"
        disabled={props.busy}
        onClick={() => setAsking(true)}
        sx={{ alignSelf: 'start' }}
      >
        {t('stationKey.renew')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('stationKey.title')}
        confirmLabel={t('stationKey.confirm')}
        onConfirm={() => {
          setAsking(false)
          props.onRenew()
        }}
        onCancel={() => setAsking(false)}
      >
        <Typography variant="body2">{t('stationKey.text')}</Typography>
      </ConfirmDialog>
    </>
  )
}
