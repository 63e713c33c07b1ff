import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  TextField,
  Typography,
} from '@mui/material'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedStation } from '#shared/contract/administration.ts'
import { Banner } from '../../../ui/banner.tsx'

/** The last signs of the PC's name, to be typed: nobody types those of another one by a slip of the hand. */
const proofOf = ({ stationId }: ManagedStation): string => stationId.slice(-4)

/** Asks for what cannot be taken back: the PC wipes itself and gets no keys any more. */
export function RevokeDialog(props: { station: ManagedStation; onClose: () => void; onConfirm: () => void }) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { station } = props
  const [typed, setTyped] = useState('')
  const onlyHere = station.report?.onlyHere ?? 0
  const proven = typed.trim().toLowerCase() === proofOf(station).toLowerCase()
  return (
    <Dialog open onClose={props.onClose} maxWidth="sm" fullWidth role="alertdialog">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          event.stopPropagation()
          if (proven) props.onConfirm()
        }}
      >
        <DialogTitle>{t('revoke.title', { name: station.name || station.stationId })}</DialogTitle>
        <DialogContent>
          <Stack spacing={1.5}>
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
              autoFocus
              onChange={(event) => setTyped(event.target.value)}
              slotProps={{ htmlInput: { maxLength: 10, spellCheck: false } }}
              sx={{ maxWidth: 320 }}
            />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{common('actions.cancel')}</Button>
          <Button type="submit" variant="contained" color="error" disabled={!proven}>
            {t('revoke.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
