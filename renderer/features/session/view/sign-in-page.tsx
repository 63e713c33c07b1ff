import { Button, Paper, Stack, TextField, Typography } from '@mui/material'
import { Navigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { useSession } from '../model/session-store.ts'
import { signIn } from '../model/sign-in.ts'
import { ServerLine } from './server-line.tsx'

/** Name and password; leads back to where one wanted to go. */
export function SignInPage() {
  const { t } = useTranslation('session')
  const { session } = useSession()
  const { back } = useSearch({ from: '/sign-in' })
  const errorText = useErrorText()
  const lockedFor = session.phase === 'signed-out' ? session.lockedFor : undefined
  const [user, setUser] = useState(lockedFor ?? '')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  const enter = async (name: string, secret: string) => {
    setBusy(true)
    setProblem(undefined)
    const outcome = await signIn(name, secret)
    setBusy(false)
    if (outcome.ok) return
    setProblem(outcome.error)
    setPassword('')
  }
  if (session.phase === 'open') return <Navigate to={back ?? '/patients'} replace />
  const shown = problem ?? (session.phase === 'signed-out' ? session.problem : undefined)
  const text = shown && errorText(shown)
  return (
    <Stack sx={{ minHeight: '100vh', alignItems: 'center', justifyContent: 'center', p: 2 }}>
      <Paper
        component="main"
        variant="outlined"
        sx={{ width: 380, p: 3, display: 'flex', flexDirection: 'column', gap: 2 }}
      >
        <Stack>
          <Typography variant="h1">{t('title')}</Typography>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {t('subtitle')}
          </Typography>
        </Stack>
        {lockedFor !== undefined && !text && (
          <Banner severity="info" title={t('lock.title')}>
            {t('lock.text')}
          </Banner>
        )}
        {text && (
          <Banner severity="danger" title={text.title}>
            {text.whatToDo}
          </Banner>
        )}
        <Stack
          component="form"
          spacing={2}
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            enter(user, password)
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
        <ServerLine busy={busy} onAccount={(account) => enter(account.user, account.password)} />
      </Paper>
    </Stack>
  )
}
