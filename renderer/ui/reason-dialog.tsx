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

interface ReasonDialogProps {
  open: boolean
  title: string
  /** What will happen, where the title does not say it all. */
  text?: string
  /** Label of the field. */
  reason: string
  /** Label of the button that does it. */
  confirm: string
  onClose(): void
  onConfirm(reason: string): void
}

/** Asks for the reason of something that cannot be taken back; without one it is not done. */
export function ReasonDialog({ open, title, text, reason, confirm, onClose, onConfirm }: ReasonDialogProps) {
  const { t } = useTranslation('common')
  const [typed, setTyped] = useState('')
  return (
    <Dialog open={open} onClose={onClose} maxWidth="sm" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim()) onConfirm(typed)
        }}
      >
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          {text && (
            <Typography variant="body2" sx={{ mb: 1 }}>
              {text}
            </Typography>
          )}
          <TextField
            label={reason}
            required
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 500 } }}
            sx={{ mt: 1 }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('actions.close')}</Button>
          <Button type="submit" variant="contained" color="error" disabled={typed.trim() === ''}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
