import { Button, TextField, Typography } from '@mui/material'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { answerKeyRequest, answersKeyRequests, type KeyAnswer, useKeyRequest } from '../../signature/index.ts'
import { unlockSigningKey } from '../model/open-signing-key-again.ts'

/**
 * Asks for the password when something is to be signed and its owner came in by PIN: the key is under the password
 * alone. Whoever does not know it now may sign without the key, and the record says so; or goes back and signs nothing.
 */
export function SigningKeyDialog() {
  const { t } = useTranslation('signature')
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
  const submit = async () => {
    setBusy(true)
    const outcome = await unlockSigningKey(password)
    setBusy(false)
    setPassword('')
    if (outcome.ok) done('go-on')
    else setProblem(outcome.error)
  }
  return (
    <FormDialog
      open={asked}
      title={t('ask.title')}
      confirm={t('ask.sign')}
      also={<Button onClick={() => done('go-on')}>{t('ask.without')}</Button>}
      disabled={busy || password === ''}
      onSubmit={submit}
      onClose={() => done('given-up')}
    >
      <Typography variant="body2">{t('ask.text')}</Typography>
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
    </FormDialog>
  )
}
