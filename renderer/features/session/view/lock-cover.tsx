import { Box, Button, Modal, Paper, Stack, TextField, Typography } from '@mui/material'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { lock, uncover } from '../model/lock.ts'
import { useSession } from '../model/session-store.ts'
import { PinField } from './pin-field.tsx'

/** After these a PIN helps no more; the password is asked for. */
const endsPin: ReadonlySet<ErrorCode> = new Set(['session.pin-locked', 'session.password-needed'])

/**
 * Nothing of a patient is to be seen until the person whose work stands behind it comes back. A dialog that was open
 * keeps the focus for itself unless another stands above it; so this is one.
 */
export function LockCover() {
  const { t } = useTranslation('session')
  const titleId = useId()
  const { profile, context } = useWorkplace()
  const { session } = useSession()
  const errorText = useErrorText()
  const pinUntilMs = (session.phase === 'open' && session.covered?.pinUntilMs) || 0
  const [byPin, setByPin] = useState(pinUntilMs > context.clock.now())
  const [secret, setSecret] = useState('')
  const [busy, setBusy] = useState(false)
  const [notKept, setNotKept] = useState(false)
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  useEffect(keepEvents, [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const outcome = await uncover(secret, byPin ? 'pin' : 'password')
    setBusy(false)
    setSecret('')
    if (outcome.ok) return
    setProblem(outcome.error)
    if (endsPin.has(outcome.error)) setByPin(false)
  }
  /** What its owner has not saved is kept for them; then the keys go, and another person signs in. */
  const letIn = async () => {
    setBusy(true)
    await lock()
    setBusy(false)
    setNotKept(useSession.getState().session.phase === 'open')
  }
  const askFor = (pin: boolean) => () => {
    setSecret('')
    setProblem(undefined)
    setByPin(pin)
  }
  const said = problem && errorText(problem).title
  return (
    <Modal open hideBackdrop sx={{ zIndex: 'tooltip' }}>
      <Box
        role="dialog"
        aria-modal
        aria-labelledby={titleId}
        sx={{
          position: 'fixed',
          inset: 0,
          display: 'flex',
          bgcolor: 'background.default',
          alignItems: 'center',
          justifyContent: 'center',
        }}
      >
        <Paper component="form" variant="outlined" onSubmit={submit} sx={{ width: 380, p: 3 }}>
          <Stack spacing={2}>
            <Typography id={titleId} variant="h1">
              {t('lock.coveredTitle', { user: profile.practitioner.name })}
            </Typography>
            <Typography variant="body2">{t('lock.coveredText')}</Typography>
            {byPin ? (
              <PinField
                label={t('switch.pinOf', { user: profile.user })}
                autoFocus
                value={secret}
                onChange={setSecret}
                error={problem !== undefined}
                helperText={said}
              />
            ) : (
              <TextField
                label={`${t('password')} (${profile.user})`}
                type="password"
                autoComplete="current-password"
                autoFocus
                required
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
                error={problem !== undefined}
                helperText={said}
              />
            )}
            <Button type="submit" variant="contained" disabled={busy}>
              {t('lock.open')}
            </Button>
            {byPin ? (
              <Button onClick={askFor(false)}>{t('pin.byPassword')}</Button>
            ) : (
              pinUntilMs > context.clock.now() && <Button onClick={askFor(true)}>{t('pin.byPin')}</Button>
            )}
            <Button disabled={busy} onClick={() => void letIn()}>
              {t('lock.otherPerson')}
            </Button>
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {t(notKept ? 'lock.notKept' : 'lock.otherText', { user: profile.practitioner.name })}
            </Typography>
          </Stack>
        </Paper>
      </Box>
    </Modal>
  )
}

/**
 * The page behind listens to the window: a shortcut must sign and open nothing there, a file must not be added, and the
 * browser must neither put the page into a file nor leave it for one. Tab is left to the dialog. Returns the end.
 */
function keepEvents(): () => void {
  const keep = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.code === 'KeyS') event.preventDefault()
    if (event.key !== 'Tab') event.stopPropagation()
  }
  const keepFiles = (event: Event) => {
    if (event.type !== 'paste') event.preventDefault()
    event.stopPropagation()
  }
  const ending = new AbortController()
  const options = { capture: true, signal: ending.signal }
  window.addEventListener('keydown', keep, options)
  for (const kind of ['paste', 'dragover', 'drop']) window.addEventListener(kind, keepFiles, options)
  return () => ending.abort()
}
