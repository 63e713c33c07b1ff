import { Button, Stack, TextField } from '@mui/material'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ServerLine } from './server-line.tsx'

/** Name and password. */
export function SignInForm(props: {
  lockedFor: string | undefined
  busy: boolean
  /** Answers whether it was the right password. */
  onEnter: (user: string, password: string) => Promise<boolean>
}) {
  const { t } = useTranslation('session')
  const { lockedFor, busy, onEnter } = props
  const [user, setUser] = useState(lockedFor ?? '')
  const [password, setPassword] = useState('')
  const enter = async (name: string, secret: string) => {
    if (!(await onEnter(name, secret))) setPassword('')
  }
  return (
    <>
      <Stack
        component="form"
        spacing={2}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void enter(user, password)
        }}
      >
        <TextField
          label={t('user')}
          name="username"
          autoComplete="username"
          autoFocus={lockedFor === undefined}
          required
          value={user}
          onChange={(event) => setUser(event.target.value)}
        />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          autoFocus={lockedFor !== undefined}
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" variant="contained" disabled={busy}>
          {busy ? t('entering') : t('enter')}
        </Button>
      </Stack>
      <ServerLine busy={busy} onAccount={(account) => void enter(account.user, account.password)} />
    </>
  )
}
