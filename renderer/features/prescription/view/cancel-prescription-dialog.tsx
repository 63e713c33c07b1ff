import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface CancelPrescriptionDialogProps {
  open: boolean
  onClose(): void
  onConfirm(reason: string): void
}

/** Asks why a prescription is cancelled. */
export function CancelPrescriptionDialog({ open, onClose, onConfirm }: CancelPrescriptionDialogProps) {
  const { t } = useTranslation(['prescription', 'common'])
  const [reason, setReason] = useState('')
  return (
    <Dialog open={open} onClose={onClose} maxWidth="sm" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim()) onConfirm(reason)
        }}
      >
        <DialogTitle>{t('prescription:cancelDialog.title')}</DialogTitle>
        <DialogContent>
          <TextField
            label={t('prescription:cancelDialog.reason')}
            required
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 500 } }}
            sx={{ mt: 1 }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('common:actions.close')}</Button>
          <Button type="submit" variant="contained" color="error" disabled={reason.trim() === ''}>
            {t('prescription:cancelDialog.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
