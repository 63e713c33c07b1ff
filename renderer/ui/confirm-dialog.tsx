import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/**
 * Asks before harm, and only then: what can be undone gets a toast with "undo" instead. The safe answer has the focus.
 */
export function ConfirmDialog(props: {
  open: boolean
  title: string
  children?: ReactNode
  confirmLabel: string
  cancelLabel?: string
  /** The confirming button in the colour of danger. */
  danger?: boolean
  onConfirm: () => void
  onCancel: () => void
}) {
  const { t } = useTranslation()
  return (
    <Dialog open={props.open} onClose={props.onCancel} maxWidth="xs" fullWidth role="alertdialog">
      <DialogTitle>{props.title}</DialogTitle>
      <DialogContent>{props.children}</DialogContent>
      <DialogActions>
        <Button onClick={props.onCancel} autoFocus>
          {props.cancelLabel ?? t('actions.cancel')}
        </Button>
        <Button variant="contained" color={props.danger ? 'error' : 'primary'} onClick={props.onConfirm}>
          {props.confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
