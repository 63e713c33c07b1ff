import { Button } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { changePassword } from '../model/own-password.ts'
import { CurrentPassword } from './current-password.tsx'
import { emptyPassword, isReady, NewPasswordFields } from './new-password-fields.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { useDialogForm } from './use-dialog-form.ts'

/** Changes one's own password, at the server and on this PC. */
export function OwnPasswordRow() {
  const { t } = useTranslation('session')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="outlined" sx={{ alignSelf: 'start' }} onClick={() => setOpen(true)}>
        {t('ownPassword.title')}
      </Button>
      {open && <OwnPasswordDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function OwnPasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('session')
  const { profile } = useWorkplace()
  const [old, setOld] = useState('')
  const [password, setPassword] = useState(emptyPassword)
  const form = useDialogForm(
    () => changePassword(old, password.chosen),
    () => {
      showToast(t('ownPassword.saved'))
      onClose()
    },
  )
  return (
    <SecretDialog
      title={t('ownPassword.title')}
      text={t('ownPassword.text')}
      confirmLabel={t('ownPassword.save')}
      ready={old !== '' && isReady(password, profile.user, old)}
      busy={form.busy}
      problem={form.problem}
      onSubmit={form.submit}
      onClose={onClose}
    >
      <CurrentPassword label={t('ownPassword.old')} value={old} onChange={setOld} />
      <NewPasswordFields value={password} onChange={setPassword} user={profile.user} before={old} />
    </SecretDialog>
  )
}
