import { Box, Checkbox, FormControlLabel, Stack, Typography } from '@mui/material'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedClinic, ManagedStation } from '#shared/contract/administration.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { useServerData } from '../model/use-server-data.ts'
import { useStationColumns } from '../model/use-station-columns.tsx'
import { ClinicKeyButton } from './clinic-key-button.tsx'
import { FailureBanner } from './failure-banner.tsx'
import { ServerDataFrame } from './server-data-frame.tsx'
import { StationDialog } from './station-dialog.tsx'

/** The PCs of a clinic: who is silent, who has work that nobody else has, and what to do about a lost one. */
export function StationsPart({ clinic }: { clinic: ManagedClinic }) {
  const { server } = useAdministrator()
  const load = useCallback(() => server.stations(clinic.id), [server, clinic.id])
  const { data, reload } = useServerData(load)
  return (
    <ServerDataFrame data={data} onRetry={reload}>
      {(stations) => <Stations clinic={clinic} stations={stations} onChanged={reload} />}
    </ServerDataFrame>
  )
}

const lastFirst = (a: ManagedStation, b: ManagedStation): number =>
  (b.lastContactAt ?? '').localeCompare(a.lastContactAt ?? '')

function Stations(props: {
  clinic: ManagedClinic
  stations: readonly ManagedStation[]
  onChanged: () => void
}) {
  const { t } = useTranslation('administration')
  const { clock, server } = useAdministrator()
  const { act, busy, failure } = useActing()
  const { clinic, stations, onChanged } = props
  const [openId, setOpenId] = useState<string | undefined>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer is a new moment
  const nowMs = useMemo(() => clock.now(), [stations, clock])
  const columns = useStationColumns(clinic, nowMs)
  const [withRevoked, setWithRevoked] = useState(false)
  const revoked = stations.filter((station) => station.revoked).length
  const rows = useMemo(
    () => stations.filter((station) => withRevoked || !station.revoked).sort(lastFirst),
    [stations, withRevoked],
  )
  const chosen = stations.find(({ stationId }) => stationId === openId)

  async function renewCourierKey() {
    if (await act(() => server.renewCourierKey(clinic.id))) showToast(t('courierKey.done'))
  }
  async function renewFileKey() {
    if (await act(() => server.renewFileKey(clinic.id))) showToast(t('fileKey.done'))
  }
  return (
    <Stack spacing={1} sx={{ flex: 1, minHeight: 0 }}>
      <FailureBanner failure={failure} />
      <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
        <Typography variant="body2" sx={{ color: 'text.secondary', flex: 1 }}>
          {t('stations.about')}
        </Typography>
        {revoked > 0 && (
          <FormControlLabel
            control={<Checkbox checked={withRevoked} onChange={(_, checked) => setWithRevoked(checked)} />}
            label={t('stations.withRevoked', { count: revoked })}
            sx={{ flexShrink: 0 }}
          />
        )}
        <ClinicKeyButton of="fileKey" busy={busy} onRenew={renewFileKey} />
        <ClinicKeyButton of="courierKey" busy={busy} onRenew={renewCourierKey} />
      </Stack>
      <Box sx={{ flex: 1, minHeight: 200, border: 1, borderColor: 'divider' }}>
        <DataTable
          label={t('parts.stations')}
          rows={rows}
          columns={columns}
          keyOf={({ stationId }) => stationId}
          onOpen={({ stationId }) => setOpenId(stationId)}
          empty={
            revoked > 0 ? (
              <EmptyState title={t('stations.allRevoked')} />
            ) : (
              <EmptyState title={t('stations.none')} text={t('stations.noneText')} />
            )
          }
        />
      </Box>
      {chosen && (
        <StationDialog
          key={chosen.stationId}
          clinic={clinic}
          station={chosen}
          nowMs={nowMs}
          onClose={() => setOpenId(undefined)}
          onChanged={onChanged}
        />
      )}
    </Stack>
  )
}
