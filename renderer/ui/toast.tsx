import { Button, Snackbar } from '@mui/material'
import { useToasts } from './toast-store.ts'

/** Shows the oldest waiting toast, one at a time. Stands once, in the root of the page. */
export function ToastShelf() {
  const { queue, drop } = useToasts()
  const toast = queue[0]
  if (!toast) return null
  const close = () => drop(toast.key)
  return (
    <Snackbar
      key={toast.key}
      open
      message={toast.text}
      autoHideDuration={Number.isFinite(toast.durationMs) ? toast.durationMs : null}
      onClose={(_, reason) => reason !== 'clickaway' && close()}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      action={
        toast.action && (
          <Button
            color="inherit"
            onClick={() => {
              toast.action?.run()
              close()
            }}
          >
            {toast.action.label}
          </Button>
        )
      }
    />
  )
}
