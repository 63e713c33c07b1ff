import { Box, TextField, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedStation } from '#shared/contract/administration.ts'
import { Banner } from '../../../ui/banner.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { stationCode, stationTitle } from '../../../ui/station-code.ts'

/** The last signs of the PC's name, to be typed: nobody types those of another one by a slip of the hand. */
const proofOf = ({ stationId }: ManagedStation): string => stationCode(stationId).slice(-4)

/** Asks for what cannot be taken back: the PC wipes itself and gets no keys any more. */
export function RevokeDialog(props: { station: ManagedStation; onClose: () => void; onConfirm: () => void }) {
  const { t } = useTranslation('administration')
  const { station } = props
  const [typed, setTyped] = useState('')
  const onlyHere = station.report?.onlyHere ?? 0
  const proven = typed.trim().toLowerCase() === proofOf(station).toLowerCase()
  return (
    <FormDialog
      title={t('revoke.title', { name: stationTitle(station.name, station.stationId) })}
      confirm={t('revoke.confirm')}
      wide
      danger
      alert
      disabled={!proven}
      onSubmit={props.onConfirm}
      onClose={props.onClose}
    >
      <Typography variant="body2">{t('revoke.text')}</Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        <li>{t('revoke.wipes')}</li>
        <li>{t('revoke.grace')}</li>
        <li>{t('revoke.forGood')}</li>
      </Box>
      {onlyHere > 0 && (
        <Banner severity="danger" title={t('revoke.loses', { count: onlyHere })}>
          {t('revoke.losesText')}
        </Banner>
      )}
      <TextField
        label={t('revoke.proof', { proof: proofOf(station) })}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 10, spellCheck: false } }}
        sx={{ maxWidth: 320 }}
      />
    </FormDialog>
  )
}
