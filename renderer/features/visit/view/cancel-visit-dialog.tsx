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

interface CancelVisitDialogProps {
  open: boolean
  onClose(): void
  onConfirm(reason: string): void
}

/** Asks why a signed visit is entered in error. */
export function CancelVisitDialog({ open, onClose, onConfirm }: CancelVisitDialogProps) {
  const { t } = useTranslation(['visit', 'common'])
  const [reason, setReason] = useState('')
  return (
    <Dialog open={open} onClose={onClose} maxWidth="sm" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim()) onConfirm(reason)
        }}
      >
        <DialogTitle>{t('visit:cancelDialog.title')}</DialogTitle>
        <DialogContent>
          <Typography variant="body2" sx={{ mb: 2 }}>
            {t('visit:cancelDialog.text')}
          </Typography>
          <TextField
            label={t('visit:cancelDialog.reason')}
            required
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 500 } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
          <Button type="submit" variant="contained" color="error" disabled={reason.trim() === ''}>
            {t('visit:cancelDialog.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
