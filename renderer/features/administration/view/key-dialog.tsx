import {
  Box,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Stack,
  Typography,
} from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedClinic } from '#shared/contract/administration.ts'
import {
  type SigningKey,
  type SigningKeyDecision,
  signingKeyFingerprint,
} from '#shared/contract/signing-keys.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { Banner } from '../../../ui/banner.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { dayMoment } from '../model/day-moment.ts'
import { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { DayDialog } from './day-dialog.tsx'
import { FailureBanner } from './failure-banner.tsx'
import { KeyStateChip } from './key-state-chip.tsx'

/** One signing key: its fingerprint to compare, and the steps that its state allows. */
export function KeyDialog(props: {
  clinic: ManagedClinic
  signingKey: SigningKey
  onClose: () => void
  onChanged: () => void
}) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { server, clock } = useAdministrator()
  const { act, busy, failure } = useActing()
  const { clinic, signingKey } = props
  const { keyId, name, state, late = [] } = signingKey
  const [compared, setCompared] = useState(false)
  const [revoking, setRevoking] = useState(false)
  const moment = (at: string | undefined) => at && formatMoment(at)

  async function decide(decision: SigningKeyDecision) {
    setRevoking(false)
    if (!(await act(() => server.decideSigningKey(clinic.id, keyId, decision)))) return
    showToast(t(`keys.done.${decision.state}`, { name }))
    props.onChanged()
    props.onClose()
  }
  return (
    <Dialog open onClose={props.onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{t('keys.of', { name })}</DialogTitle>
      <DialogContent>
        <Stack spacing={1.5}>
          <FailureBanner failure={failure} />
          <Box sx={{ fontFamily: 'monospace', fontSize: 20, textAlign: 'center', userSelect: 'all' }}>
            {signingKeyFingerprint(keyId)}
          </Box>
          {state === 'pending' && (
            <>
              <Typography variant="body2">{t('keys.compare')}</Typography>
              <FormControlLabel
                control={<Checkbox checked={compared} onChange={(_, checked) => setCompared(checked)} />}
                label={t('keys.compared')}
              />
            </>
          )}
          {late.length > 0 && (
            <Banner severity="warning" title={t('keys.late', { count: late.length })}>
              {t('keys.lateText')}
            </Banner>
          )}
          <KeyValueList
            labelWidth={200}
            items={[
              { label: t('account.state'), value: <KeyStateChip state={state} /> },
              { label: t('stations.id'), value: signingKey.stationId },
              { label: t('keys.offeredAt'), value: moment(signingKey.offeredAt) },
              { label: t('keys.registeredAt'), value: moment(signingKey.registeredAt) },
              { label: t('keys.retiredAt'), value: moment(signingKey.retiredAt) },
              { label: t('keys.revokedFrom'), value: moment(signingKey.revokedFrom) },
            ]}
          />
        </Stack>
      </DialogContent>
      <DialogActions>
        {state !== 'revoked' && (
          <Button
            color="error"
            disabled={busy}
            onClick={() => setRevoking(true)}
            sx={{ mr: 'auto !important' }}
          >
            {t('keys.revoke')}
          </Button>
        )}
        {state === 'registered' && (
          <Button disabled={busy} onClick={() => void decide({ state: 'retired' })}>
            {t('keys.retire')}
          </Button>
        )}
        <Button onClick={props.onClose}>{common('actions.close')}</Button>
        {state === 'pending' && (
          <Button
            variant="contained"
            disabled={busy || !compared}
            onClick={() => void decide({ state: 'registered' })}
          >
            {t('keys.register')}
          </Button>
        )}
      </DialogActions>
      {revoking && (
        <DayDialog
          title={t('revokeKey.title', { name })}
          text={t('revokeKey.text')}
          label={t('revokeKey.from')}
          leftOut={t('revokeKey.fromHint')}
          initial={minskDay(clock.now())}
          confirm={t('revokeKey.confirm')}
          danger
          onClose={() => setRevoking(false)}
          onConfirm={(day) => {
            const revokedFrom = day && dayMoment(day)
            return decide({ state: 'revoked', ...(revokedFrom ? { revokedFrom } : {}) })
          }}
        />
      )}
    </Dialog>
  )
}
