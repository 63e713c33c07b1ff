import { Button, TextField } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedClinic, ManagedStation } from '#shared/contract/administration.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { stationTitle } from '../../../ui/station-code.ts'
import { showToast } from '../../../ui/toast-store.ts'
import { StationHoldingsButton } from '../../holdings/index.ts'
import { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { FailureBanner } from './failure-banner.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import { StationKey } from './station-key.tsx'
import { StationStateChip } from './station-state-chip.tsx'

/** A PC: its name, what it said last, and the end of its access. */
export function StationDialog(props: {
  clinic: ManagedClinic
  station: ManagedStation
  nowMs: number
  onClose: () => void
  onChanged: () => void
}) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { server } = useAdministrator()
  const { act, busy, failure } = useActing()
  const { clinic, station, nowMs, onChanged } = props
  const { report } = station
  const [name, setName] = useState(station.name ?? '')
  const [revoking, setRevoking] = useState(false)

  async function save() {
    if (!(await act(() => server.nameStation(clinic.id, station.stationId, name.trim())))) return
    showToast(t('stations.named'))
    onChanged()
    props.onClose()
  }
  async function renewKey() {
    if (!(await act(() => server.renewStationKey(clinic.id, station.stationId)))) return
    showToast(t('stationKey.asked'))
    onChanged()
  }
  async function revoke() {
    setRevoking(false)
    if (!(await act(() => server.revokeStation(clinic.id, station.stationId)))) return
    showToast(t('revoke.done'))
    onChanged()
  }
  return (
    <FormDialog
      title={stationTitle(station.name, station.stationId)}
      confirm={common('actions.save')}
      cancel={common('actions.close')}
      wide
      disabled={busy || name.trim() === (station.name ?? '')}
      onSubmit={save}
      onClose={props.onClose}
    >
      <FailureBanner failure={failure} />
      <TextField
        label={t('stations.name')}
        placeholder={t('stations.nameHint')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 100 } }}
      />
      <KeyValueList
        labelWidth={200}
        items={[
          { label: t('stations.id'), value: station.stationId },
          { label: t('account.state'), value: <StationStateChip station={station} nowMs={nowMs} /> },
          {
            label: t('stations.lastContact'),
            value: station.lastContactAt ? formatMoment(station.lastContactAt) : t('never'),
          },
          { label: t('stations.lastUser'), value: station.lastUser },
          { label: t('stations.onlyHere'), value: report?.onlyHere },
          { label: t('stations.refused'), value: report?.refused || undefined },
          { label: t('stations.version'), value: report?.version },
          { label: t('stations.schemaVersion'), value: report?.schemaVersion },
        ]}
      />
      <StationHoldingsButton
        label={t('stations.holdings')}
        organization={clinic.facilities[0]?.name ?? clinic.id}
        today={minskDay(nowMs)}
        load={async () => {
          const answer = await server.holdings(clinic.id, station.stationId)
          return answer.ok
            ? { holdings: answer.value }
            : { failure: <FailureBanner failure={answer.error} /> }
        }}
      />
      {!station.revoked && <StationKey station={station} busy={busy} onRenew={renewKey} />}
      {!station.revoked && (
        <Button
          variant="outlined"
          color="error"
          disabled={busy}
          onClick={() => setRevoking(true)}
          sx={{ alignSelf: 'start' }}
        >
          {t('revoke.action')}
        </Button>
      )}
      {revoking && (
        <RevokeDialog station={station} onClose={() => setRevoking(false)} onConfirm={() => void revoke()} />
      )}
    </FormDialog>
  )
}
