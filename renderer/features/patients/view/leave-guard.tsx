import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useUnsavedWork } from '../../../ui/unsaved-work.ts'

/** Asks before what was typed is lost: on another page, on reload, on closing the window, on signing out. */
export function LeaveGuard(props: {
  isChanged: () => boolean
  /** Keeps what is typed for its owner when somebody else sits down at the PC. */
  onKeep: () => Promise<void>
  /** It is to be lost: what was kept earlier goes with it. */
  onDiscard: () => Promise<void>
}) {
  const { isChanged } = props
  const { t } = useTranslation('patients')
  useUnsavedWork({ isChanged, keep: props.onKeep })
  const blocker = useBlocker({
    shouldBlockFn: isChanged,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  return (
    <Dialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()}>
      <DialogTitle>{t('leave.title')}</DialogTitle>
      <DialogContent>{t('leave.text')}</DialogContent>
      <DialogActions>
        <Button color="error" onClick={() => void props.onDiscard().finally(() => blocker.proceed?.())}>
          {t('leave.discard')}
        </Button>
        <Button variant="contained" autoFocus onClick={() => blocker.reset?.()}>
          {t('leave.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
