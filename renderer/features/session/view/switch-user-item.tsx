import { MenuItem } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SwitchUserDialog } from './switch-user-dialog.tsx'

/** Hands the PC over to a colleague, an item of the user's menu. */
export function SwitchUserItem() {
  const { t } = useTranslation('session')
  const [open, setOpen] = useState(false)
  return (
    <>
      <MenuItem onClick={() => setOpen(true)}>{t('switch.action')}</MenuItem>
      {open && <SwitchUserDialog onClose={() => setOpen(false)} />}
    </>
  )
}
