import { Button, Paper, Stack, TextField, Typography } from '@mui/material'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { signInAgain } from '../model/sign-in-again.ts'
import { useSessionExpired } from '../model/use-session-expired.ts'

/**
 * Asks for the password when the server's session has ended. Stands in a corner and takes no focus: whoever is
 * writing goes on writing.
 */
export function SignInAgain() {
  const { t } = useTranslation('session')
  const workplace = useWorkplace()
  const expired = useSessionExpired()
  const errorText = useErrorText()
  const titleId = useId()
  const [later, setLater] = useState(false)
  const [busy, setBusy] = useState(false)
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  useEffect(() => {
    if (!expired) setLater(false)
  }, [expired])
  if (!expired || later) return null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const outcome = await signInAgain(workplace, password)
    setBusy(false)
    setPassword('')
    setProblem(outcome.ok ? undefined : outcome.error)
  }
  return (
    <Paper
      role="dialog"
      aria-modal={false}
      aria-labelledby={titleId}
      elevation={6}
      sx={{ position: 'fixed', right: 16, bottom: 16, zIndex: 'snackbar', width: 340, p: 2 }}
    >
      <Stack component="form" spacing={1.5} onSubmit={submit}>
        <Typography id={titleId} variant="h2">
          {t('again.title')}
        </Typography>
        <Typography variant="body2">{t('again.text')}</Typography>
        <TextField
          label={`${t('password')} (${workplace.profile.user})`}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={problem !== undefined}
          helperText={problem && errorText(problem).title}
        />
        <Stack direction="row" spacing={1} sx={{ justifyContent: 'flex-end' }}>
          <Button onClick={() => setLater(true)}>{t('again.later')}</Button>
          <Button type="submit" variant="contained" disabled={busy}>
            {t('enter')}
          </Button>
        </Stack>
      </Stack>
    </Paper>
  )
}
