import { Button, Paper, Stack, TextField, Typography } from '@mui/material'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { uncover } from '../model/lock.ts'

/** Stands before a form that nobody has saved: nothing of a patient is to be seen until its owner comes back. */
export function LockCover() {
  const { t } = useTranslation('session')
  const { profile } = useWorkplace()
  const errorText = useErrorText()
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const outcome = await uncover(password)
    setBusy(false)
    setPassword('')
    if (!outcome.ok) setProblem(outcome.error)
  }
  return (
    <Stack
      sx={{
        position: 'fixed',
        inset: 0,
        zIndex: 'tooltip',
        bgcolor: 'background.default',
        alignItems: 'center',
        justifyContent: 'center',
      }}
    >
      <Paper component="form" variant="outlined" onSubmit={submit} sx={{ width: 380, p: 3 }}>
        <Stack spacing={2}>
          <Typography variant="h1">{t('lock.coveredTitle', { user: profile.practitioner.name })}</Typography>
          <Typography variant="body2">{t('lock.coveredText')}</Typography>
          <TextField
            label={`${t('password')} (${profile.user})`}
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            error={problem !== undefined}
            helperText={problem && errorText(problem).title}
          />
          <Button type="submit" variant="contained" disabled={busy}>
            {t('lock.open')}
          </Button>
        </Stack>
      </Paper>
    </Stack>
  )
}
