import { Button, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IssuedPassword, ManagedAccount } from '#shared/contract/administration.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import type { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { DayDialog } from './day-dialog.tsx'

/** A new password, the end of a lock-out, the dismissal and its end. Nothing removes an account. */
export function AccountActs(props: {
  account: ManagedAccount
  acting: ReturnType<typeof useActing>
  onIssued: (issued: IssuedPassword) => void
  onChanged: () => void
}) {
  const { t } = useTranslation('administration')
  const { server, profile, clock } = useAdministrator()
  const [asking, setAsking] = useState<'nothing' | 'password' | 'dismissal'>('nothing')
  const { account, onChanged } = props
  const { act, busy } = props.acting
  const { name } = account.practitioner
  const isOwn = account.user === profile.user
  const stop = () => setAsking('nothing')

  async function issue() {
    stop()
    const issued = await act(() => server.issuePassword(account.user))
    if (issued) props.onIssued(issued)
  }
  async function dismiss(on: string) {
    stop()
    if (!(await act(() => server.dismiss(account.user, on)))) return
    showToast(t('dismissal.done', { name }))
    onChanged()
  }
  async function takeBack() {
    if (!(await act(() => server.takeBack(account.user)))) return
    showToast(t('dismissal.takenBack', { name }))
    onChanged()
  }
  async function unlock() {
    if (!(await act(() => server.unlock(account.user)))) return
    showToast(t('unlocked', { name }))
    onChanged()
  }
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
      {account.failures > 0 && (
        <Button variant="outlined" disabled={busy} onClick={() => void unlock()}>
          {t('unlock')}
        </Button>
      )}
      <Button variant="outlined" disabled={busy || isOwn} onClick={() => setAsking('password')}>
        {t('reset.action')}
      </Button>
      {account.dismissedOn === undefined ? (
        <Button
          variant="outlined"
          color="error"
          disabled={busy || isOwn}
          onClick={() => setAsking('dismissal')}
        >
          {t('dismissal.action')}
        </Button>
      ) : (
        <Button variant="outlined" disabled={busy} onClick={() => void takeBack()}>
          {t('dismissal.takeBack')}
        </Button>
      )}
      {isOwn && (
        <Typography variant="caption" sx={{ alignSelf: 'center', color: 'text.secondary' }}>
          {t('account.own')}
        </Typography>
      )}
      <ConfirmDialog
        open={asking === 'password'}
        title={t('reset.title', { name })}
        confirmLabel={t('reset.confirm')}
        onConfirm={() => void issue()}
        onCancel={stop}
      >
        <Typography variant="body2">{t('reset.text')}</Typography>
      </ConfirmDialog>
      {asking === 'dismissal' && (
        <DayDialog
          title={t('dismissal.title', { name })}
          text={t('dismissal.text')}
          label={t('dismissal.on')}
          initial={minskDay(clock.now())}
          confirm={t('dismissal.action')}
          danger
          onClose={stop}
          onConfirm={(on) => on && dismiss(on)}
        />
      )}
    </Stack>
  )
}
