import { useTranslation } from 'react-i18next'
import type { ManagedStation } from '#shared/contract/administration.ts'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { stationState } from '../model/station-age.ts'

const tones = {
  revoked: 'danger',
  never: 'neutral',
  silent: 'attention',
  waiting: 'accent',
  working: 'good',
} as const

/** How a PC is doing, in words. */
export function StationStateChip({ station, nowMs }: { station: ManagedStation; nowMs: number }) {
  const { t } = useTranslation('administration')
  const state = stationState(station, nowMs)
  return <StatusChip tone={tones[state]} label={t(`stations.states.${state}`)} />
}
