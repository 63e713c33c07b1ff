import { Button, Stack, Typography } from '@mui/material'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { chooseFirstPassword } from '../model/own-password.ts'
import { emptyPassword, isReady, NewPasswordFields } from './new-password-fields.tsx'

/** The one-time password was right: before anything else its owner chooses another one. */
export function FirstPasswordForm(props: { user: string; oneTime: string; onBack: () => void }) {
  const { t } = useTranslation('session')
  const errorText = useErrorText()
  const [password, setPassword] = useState(emptyPassword)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const outcome = await chooseFirstPassword(props.user, props.oneTime, password.chosen)
    setBusy(false)
    if (!outcome.ok) setProblem(outcome.error)
  }
  return (
    <Stack component="form" spacing={2} onSubmit={submit}>
      <Typography variant="h2">{t('ownPassword.firstTitle')}</Typography>
      <Typography variant="body2">{t('ownPassword.firstText')}</Typography>
      {problem && (
        <Banner severity="danger" title={errorText(problem).title}>
          {errorText(problem).whatToDo}
        </Banner>
      )}
      <NewPasswordFields
        value={password}
        onChange={setPassword}
        user={props.user}
        before={props.oneTime}
        autoFocus
      />
      <Button
        type="submit"
        variant="contained"
        disabled={busy || !isReady(password, props.user, props.oneTime)}
      >
        {t('ownPassword.save')}
      </Button>
      <Button onClick={props.onBack}>{t('recovery.back')}</Button>
    </Stack>
  )
}
