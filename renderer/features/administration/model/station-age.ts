import type { ManagedStation } from '#shared/contract/administration.ts'

const dayMs = 24 * 3600_000

export type StationState = 'revoked' | 'never' | 'silent' | 'waiting' | 'working'

/** So long a PC may be silent before it draws attention: half of the days that people may work on it without a link. */
export const silentMs = 7 * dayMs

/** What an administrator should see of a PC at once. */
export function stationState(station: ManagedStation, nowMs: number): StationState {
  if (station.revoked) return 'revoked'
  if (station.lastContactAt === undefined) return 'never'
  if (nowMs - Date.parse(station.lastContactAt) > silentMs) return 'silent'
  return (station.report?.onlyHere ?? 0) > 0 ? 'waiting' : 'working'
}
