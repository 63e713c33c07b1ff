import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { type OpenedSheet, openBySheet } from '../model/recovery.ts'
import { emptyPassword, isReady, NewPasswordFields } from './new-password-fields.tsx'

/** The way in by the sheet from the safe: first its key, then who one is and a new password for this PC. */
export function RecoveryForm({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('session')
  const errorText = useErrorText()
  const [code, setCode] = useState('')
  const [opened, setOpened] = useState<OpenedSheet | undefined>()
  const [user, setUser] = useState('')
  const [password, setPassword] = useState(emptyPassword)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    if (opened) {
      const outcome = await opened.enter(user, password.chosen)
      if (!outcome.ok) setProblem(outcome.error)
    } else {
      const outcome = await openBySheet(code)
      if (!outcome.ok) setProblem(outcome.error)
      else {
        setOpened(outcome.value)
        setUser(outcome.value.people.length === 1 ? outcome.value.people[0]!.user : '')
      }
    }
    setBusy(false)
  }
  return (
    <Stack component="form" spacing={2} onSubmit={submit}>
      <Typography variant="h2">{opened ? t('recovery.who') : t('recovery.title')}</Typography>
      <Typography variant="body2">{opened ? t('recovery.whoText') : t('recovery.text')}</Typography>
      {problem && (
        <Banner severity="danger" title={errorText(problem).title}>
          {errorText(problem).whatToDo}
        </Banner>
      )}
      {opened?.people.length === 0 && <Banner severity="danger">{t('recovery.nobody')}</Banner>}
      {opened ? (
        <>
          <TextField
            select
            label={t('recovery.who')}
            required
            value={user}
            onChange={(event) => setUser(event.target.value)}
          >
            {opened.people.map((person) => (
              <MenuItem key={person.user} value={person.user}>
                {person.practitioner.name} ({person.user})
              </MenuItem>
            ))}
          </TextField>
          <NewPasswordFields value={password} onChange={setPassword} user={user} />
        </>
      ) : (
        <TextField
          label={t('recovery.code')}
          helperText={t('recovery.codeRule')}
          autoComplete="off"
          autoFocus
          required
          multiline
          slotProps={{ htmlInput: { spellCheck: false, 'aria-label': t('recovery.code') } }}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      )}
      <Button
        type="submit"
        variant="contained"
        disabled={busy || (opened !== undefined && (user === '' || !isReady(password, user)))}
      >
        {t('recovery.next')}
      </Button>
      <Button onClick={onBack}>{t('recovery.back')}</Button>
    </Stack>
  )
}
