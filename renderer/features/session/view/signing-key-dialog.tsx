import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  Typography,
} from '@mui/material'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { answerKeyRequest, answersKeyRequests, type KeyAnswer, useKeyRequest } from '../../signature/index.ts'
import { unlockSigningKey } from '../model/open-signing-key-again.ts'

/**
 * Asks for the password when something is to be signed and its owner came in by PIN: the key is under the password
 * alone. Whoever does not know it now may sign without the key, and the record says so; or goes back and signs nothing.
 */
export function SigningKeyDialog() {
  const { t } = useTranslation('signature')
  const { t: common } = useTranslation()
  const errorText = useErrorText()
  const asked = useKeyRequest((store) => store.asked)
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<ErrorCode>()
  const [busy, setBusy] = useState(false)
  useEffect(() => answersKeyRequests(), [])
  const done = (answer: KeyAnswer) => {
    setPassword('')
    setProblem(undefined)
    answerKeyRequest(answer)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const outcome = await unlockSigningKey(password)
    setBusy(false)
    setPassword('')
    if (outcome.ok) done('go-on')
    else setProblem(outcome.error)
  }
  return (
    <Dialog open={asked} onClose={() => done('given-up')} maxWidth="xs" fullWidth>
      <form onSubmit={submit}>
        <DialogTitle>{t('ask.title')}</DialogTitle>
        <DialogContent>
          <Typography variant="body2" sx={{ mb: 1.5 }}>
            {t('ask.text')}
          </Typography>
          <TextField
            label={t('ask.password')}
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            fullWidth
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            error={problem !== undefined}
            helperText={problem && errorText(problem).title}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={() => done('given-up')}>{common('actions.cancel')}</Button>
          <Button onClick={() => done('go-on')}>{t('ask.without')}</Button>
          <Button type="submit" variant="contained" disabled={busy || password === ''}>
            {t('ask.sign')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
