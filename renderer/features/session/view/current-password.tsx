import { TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'

/** The password of who is signed in, asked once more. */
export function CurrentPassword(props: { label?: string; value: string; onChange(value: string): void }) {
  const { t } = useTranslation('session')
  return (
    <TextField
      label={props.label ?? t('password')}
      type="password"
      autoComplete="current-password"
      autoFocus
      required
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    />
  )
}
