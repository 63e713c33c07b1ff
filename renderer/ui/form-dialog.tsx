import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack } from '@mui/material'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/**
 * A dialog that is a form: what it asks, Cancel, and one button that does it; Enter does it too. It stays open until its
 * owner takes it away, so that nothing typed is lost when it could not be done.
 */
export function FormDialog(props: {
  open?: boolean
  title: string
  children: ReactNode
  /** Label of the button that does it. */
  confirm: string
  /** Label of the way back, where it is another than "cancel". */
  cancel?: string
  /** Nothing can be done yet, or it is being done. */
  disabled?: boolean
  /** What cannot be taken back: its button in the colour of danger. */
  danger?: boolean
  /** Read out as a warning; the safe answer has the focus. */
  alert?: boolean
  wide?: boolean
  /** Other ways, at the left of the buttons. */
  also?: ReactNode
  onSubmit: () => unknown
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { open = true, danger = false, disabled = false } = props
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      maxWidth={props.wide ? 'sm' : 'xs'}
      fullWidth
      {...(props.alert ? { role: 'alertdialog' } : {})}
    >
      <Box
        component="form"
        noValidate
        // What it asks scrolls; its buttons stay in sight.
        sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          // A dialog above a form is its child for React: it must not submit that one too.
          event.stopPropagation()
          if (!disabled) props.onSubmit()
        }}
      >
        <DialogTitle>{props.title}</DialogTitle>
        <DialogContent>
          {/* Wide enough that the label in a field's edge does not touch the text above it. */}
          <Stack spacing={2} sx={{ pt: 1 }}>
            {props.children}
          </Stack>
        </DialogContent>
        <DialogActions>
          {props.also}
          <Button onClick={props.onClose} autoFocus={props.alert ?? false}>
            {props.cancel ?? t('actions.cancel')}
          </Button>
          <Button type="submit" variant="contained" color={danger ? 'error' : 'primary'} disabled={disabled}>
            {props.confirm}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  )
}
