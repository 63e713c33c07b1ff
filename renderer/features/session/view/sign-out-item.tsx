import { MenuItem, Typography } from '@mui/material'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { keepUnsavedWork } from '../../../ui/unsaved-work.ts'
import { useWaitingFiles } from '../../sync/index.ts'
import { signOut } from '../model/sign-out.ts'

/** The way out, an item of the user's menu. Says first what is only in an open form or only on this PC. */
export function SignOutItem() {
  const { t } = useTranslation('session')
  const { data } = useWorkplace()
  const onlyHere = useLive(useMemo(() => data.sync.status, [data]))?.onlyHere ?? 0
  const { length: files } = useWaitingFiles()
  const [asking, setAsking] = useState(false)
  const [unsaved, setUnsaved] = useState(false)
  const leave = async () => {
    const loses = !(await keepUnsavedWork())
    setUnsaved(loses)
    if (loses || onlyHere > 0 || files > 0) setAsking(true)
    else await signOut()
  }
  return (
    <>
      <MenuItem onClick={() => void leave()}>{t('signOut.confirm')}</MenuItem>
      <ConfirmDialog
        open={asking}
        title={t('signOut.title')}
        confirmLabel={t('signOut.confirm')}
        cancelLabel={t('signOut.stay')}
        onConfirm={signOut}
        onCancel={() => setAsking(false)}
      >
        {unsaved && (
          <Typography variant="body2" sx={{ fontWeight: 600 }}>
            {t('signOut.unsaved')}
          </Typography>
        )}
        {(onlyHere > 0 || files > 0) && (
          <Typography variant="body2">
            {onlyHere > 0 && `${t('signOut.onlyHere', { count: onlyHere })} `}
            {files > 0 && `${t('signOut.files', { count: files })} `}
            {t('signOut.text')}
          </Typography>
        )}
      </ConfirmDialog>
    </>
  )
}
