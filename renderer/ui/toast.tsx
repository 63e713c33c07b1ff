import CloseIcon from '@mui/icons-material/Close'
import { Button, IconButton, Snackbar, Stack } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { type Toast, useToasts } from './toast-store.ts'

/** Shows what is said, the newest lowest. Stands once, in the root of the page. */
export function ToastShelf() {
  const { shown, drop } = useToasts()
  return (
    <Stack
      sx={{
        position: 'fixed',
        bottom: 24,
        left: 24,
        zIndex: 'snackbar',
        gap: 1,
        alignItems: 'flex-start',
        pointerEvents: 'none',
        '& > *': { pointerEvents: 'auto' },
      }}
    >
      {shown.map((toast) => (
        <ToastLine key={toast.key} toast={toast} close={() => drop(toast.key)} />
      ))}
    </Stack>
  )
}

function ToastLine({ toast, close }: { toast: Toast; close(): void }) {
  const { t } = useTranslation()
  const { action, durationMs, text } = toast
  const stays = !Number.isFinite(durationMs)
  return (
    <Snackbar
      open
      message={text}
      autoHideDuration={stays ? null : durationMs}
      onClose={(_, reason) => reason !== 'clickaway' && close()}
      sx={{ '&&': { position: 'static', transform: 'none' } }}
      action={
        (action || stays) && (
          <>
            {action && (
              <Button
                color="inherit"
                onClick={() => {
                  action.run()
                  close()
                }}
              >
                {action.label}
              </Button>
            )}
            {stays && (
              <IconButton color="inherit" size="small" aria-label={t('actions.close')} onClick={close}>
                <CloseIcon fontSize="small" />
              </IconButton>
            )}
          </>
        )
      }
    />
  )
}
