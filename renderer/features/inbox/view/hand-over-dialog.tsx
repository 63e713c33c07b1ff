import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  Typography,
} from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** What the administrator should know about a refused record; may be left empty. */
export function HandOverDialog(props: {
  open: boolean
  onClose: () => void
  onConfirm: (note: string) => void
}) {
  const { t } = useTranslation('inbox')
  const [note, setNote] = useState('')
  return (
    <Dialog open={props.open} onClose={props.onClose} maxWidth="sm" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          props.onConfirm(note)
        }}
      >
        <DialogTitle>{t('refusal.handOver')}</DialogTitle>
        <DialogContent>
          <Typography variant="body2" sx={{ mb: 1 }}>
            {t('refusal.handOverText')}
          </Typography>
          <TextField
            label={t('refusal.handOverNote')}
            autoFocus
            value={note}
            onChange={(event) => setNote(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 2000 } }}
            sx={{ mt: 1 }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{t('actions.cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="contained">
            {t('refusal.handOver')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
