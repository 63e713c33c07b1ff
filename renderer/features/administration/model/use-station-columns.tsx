import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedClinic, ManagedStation } from '#shared/contract/administration.ts'
import { formatMoment } from '../../../ui/format.ts'
import { stationTitle } from '../../../ui/station-code.ts'
import type { Column } from '../../../ui/table/column.ts'
import { StationStateChip } from '../view/station-state-chip.tsx'
import { stationState } from './station-age.ts'

/** A clock that is off by less is not worth a word. */
const clockWorthMs = 60_000

/** The columns of the list of PCs. */
export function useStationColumns(clinic: ManagedClinic, nowMs: number): Column<ManagedStation>[] {
  const { t } = useTranslation('administration')
  return useMemo(() => {
    const unitOf = (station: ManagedStation) =>
      clinic.facilities.find(({ id }) => id === station.facilityId)?.name ?? ''
    const clock = (offMs: number | undefined) => {
      if (offMs === undefined || Math.abs(offMs) < clockWorthMs) return ''
      const minutes = Math.round(Math.abs(offMs) / 60_000)
      return t(offMs > 0 ? 'stations.ahead' : 'stations.behind', { minutes })
    }
    return [
      {
        id: 'name',
        header: t('stations.name'),
        width: 'minmax(130px, 1.3fr)',
        cell: ({ name, stationId }) => stationTitle(name, stationId),
        sortBy: ({ name }) => name || undefined,
      },
      {
        id: 'unit',
        header: t('account.unit'),
        width: 'minmax(130px, 1.5fr)',
        cell: unitOf,
        sortBy: (station) => unitOf(station) || undefined,
      },
      {
        id: 'lastContact',
        header: t('stations.lastContact'),
        width: '170px',
        cell: ({ lastContactAt }) => (lastContactAt ? formatMoment(lastContactAt) : t('never')),
        sortBy: ({ lastContactAt }) => (lastContactAt ? Date.parse(lastContactAt) : undefined),
      },
      {
        id: 'lastUser',
        header: t('stations.lastUser'),
        width: 'minmax(100px, 1fr)',
        cell: ({ lastUser }) => lastUser ?? '',
        sortBy: ({ lastUser }) => lastUser,
      },
      {
        id: 'onlyHere',
        header: t('stations.onlyHere'),
        width: '130px',
        align: 'right',
        cell: ({ report }) => report?.onlyHere ?? '—',
        sortBy: ({ report }) => report?.onlyHere,
      },
      {
        id: 'version',
        header: t('stations.version'),
        width: '110px',
        cell: ({ report }) => report?.version ?? '—',
        sortBy: ({ report }) => report?.version,
      },
      {
        id: 'clock',
        header: t('stations.clock'),
        width: '130px',
        cell: ({ report }) => clock(report?.clockOffMs),
        sortBy: ({ report }) => (report?.clockOffMs === undefined ? undefined : Math.abs(report.clockOffMs)),
      },
      {
        id: 'state',
        header: t('account.state'),
        width: '170px',
        cell: (station) => <StationStateChip station={station} nowMs={nowMs} />,
        sortBy: (station) => stationState(station, nowMs),
      },
    ]
  }, [t, clinic, nowMs])
}
