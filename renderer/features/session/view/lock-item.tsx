import { MenuItem } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { lock } from '../model/lock.ts'

/** Locks the screen, an item of the user's menu. */
export function LockItem() {
  const { t } = useTranslation('session')
  return <MenuItem onClick={() => void lock()}>{t('lock.action')}</MenuItem>
}
