import { Link, Paper, Stack, Typography } from '@mui/material'
import { Navigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { useSession } from '../model/session-store.ts'
import { signIn } from '../model/sign-in.ts'
import { CarryOverBar } from './carry-over-bar.tsx'
import { FirstPasswordForm } from './first-password-form.tsx'
import { RecoveryForm } from './recovery-form.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** What the page asks for. */
type Step = { kind: 'sign-in' } | { kind: 'recovery' } | { kind: 'first'; user: string; oneTime: string }

/** Name and password, a first password, or the sheet from the safe; leads back to where one wanted to go. */
export function SignInPage() {
  const { t } = useTranslation('session')
  const { session } = useSession()
  const { back } = useSearch({ from: '/sign-in' })
  const errorText = useErrorText()
  const lockedFor = session.phase === 'signed-out' ? session.lockedFor : undefined
  const [step, setStep] = useState<Step>({ kind: 'sign-in' })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  const enter = async (name: string, secret: string): Promise<boolean> => {
    setBusy(true)
    setProblem(undefined)
    const outcome = await signIn(name, secret)
    setBusy(false)
    if (outcome.ok) return true
    if (outcome.error === 'session.first-password')
      setStep({ kind: 'first', user: name.trim(), oneTime: secret })
    else setProblem(outcome.error)
    return false
  }
  const goTo = (next: Step) => () => {
    setProblem(undefined)
    setStep(next)
  }
  if (session.phase === 'open') return <Navigate to={back ?? '/patients'} replace />
  if (session.phase === 'administering') return <Navigate to="/administration" search={{}} replace />
  if (session.phase === 'own-card') return <Navigate to="/own-card" replace />
  const shown = problem ?? (session.phase === 'signed-out' ? session.problem : undefined)
  const text = shown && step.kind === 'sign-in' ? errorText(shown) : undefined
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
        {lockedFor !== undefined && !text && step.kind === 'sign-in' && (
          <Banner severity="info" title={t('lock.title')}>
            {t('lock.text')}
          </Banner>
        )}
        {text && (
          <Banner severity={shown === 'session.no-workplace' ? 'info' : 'danger'} title={text.title}>
            {text.whatToDo}
          </Banner>
        )}
        <CarryOverBar />
        {step.kind === 'first' && (
          <FirstPasswordForm user={step.user} oneTime={step.oneTime} onBack={goTo({ kind: 'sign-in' })} />
        )}
        {step.kind === 'recovery' && <RecoveryForm onBack={goTo({ kind: 'sign-in' })} />}
        {step.kind === 'sign-in' && (
          <>
            <SignInForm lockedFor={lockedFor} busy={busy} onEnter={enter} />
            <Link
              component="button"
              variant="caption"
              sx={{ alignSelf: 'start' }}
              onClick={goTo({ kind: 'recovery' })}
            >
              {t('recovery.open')}
            </Link>
          </>
        )}
      </Paper>
    </Stack>
  )
}
