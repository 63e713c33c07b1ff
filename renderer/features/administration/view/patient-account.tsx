import { Button, Stack, Typography } from '@mui/material'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedAccount } from '#shared/contract/administration.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import type { PatientAccess } from '../model/administration-server.ts'
import type { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { AccountFacts } from './account-facts.tsx'

/** A patient's account as it stands, and what can be done with it: another password, the end, and the end taken back. */
export function PatientAccount(props: {
  account: ManagedAccount
  access: PatientAccess
  acting: ReturnType<typeof useActing>
  onRenew: () => Promise<void>
  onChanged: () => Promise<void>
}) {
  const { t } = useTranslation('patient-access')
  const { t: inAccounts } = useTranslation('administration')
  const { clock } = useAdministrator()
  const [asking, setAsking] = useState<'nothing' | 'password' | 'end'>('nothing')
  const { account, access, onChanged } = props
  const { act, busy } = props.acting
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer is a new moment
  const nowMs = useMemo(() => clock.now(), [account, clock])
  const stop = () => setAsking('nothing')

  async function change(doing: typeof access.close, done: string) {
    stop()
    if (!(await act(doing))) return
    showToast(done)
    await onChanged()
  }
  return (
    <>
      <AccountFacts account={account} nowMs={nowMs} />
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        {account.dismissedOn === undefined ? (
          <>
            <Button variant="outlined" disabled={busy} onClick={() => setAsking('password')}>
              {inAccounts('reset.action')}
            </Button>
            <Button variant="outlined" color="error" disabled={busy} onClick={() => setAsking('end')}>
              {t('close')}
            </Button>
          </>
        ) : (
          <Button
            variant="outlined"
            disabled={busy}
            onClick={() => void change(access.reopen, t('reopened'))}
          >
            {t('reopen')}
          </Button>
        )}
      </Stack>
      <ConfirmDialog
        open={asking === 'password'}
        title={t('renewTitle')}
        confirmLabel={inAccounts('reset.confirm')}
        onConfirm={() => {
          stop()
          void props.onRenew()
        }}
        onCancel={stop}
      >
        <Stack spacing={1}>
          <Typography variant="body2">{t('renewText')}</Typography>
          <Typography variant="body2">{t('identify')}</Typography>
        </Stack>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'end'}
        title={t('closeTitle')}
        confirmLabel={t('closeConfirm')}
        danger
        onConfirm={() => void change(access.close, t('closed'))}
        onCancel={stop}
      >
        <Typography variant="body2">{t('closeText')}</Typography>
      </ConfirmDialog>
    </>
  )
}
