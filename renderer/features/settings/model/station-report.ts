import type { StationReport } from '#shared/contract/administration.ts'
import { protocolHeader, protocolVersion } from '#shared/contract/protocol-version.ts'
import { userHeader } from '#shared/contract/session.ts'
import { wireSchemaVersion } from '#shared/contract/wire-schema.ts'
import type { KeyRenewalState } from '../../../data/controls/keys-control.ts'
import type { SyncStatus } from '../../../data/controls/sync-control.ts'

const timeoutMs = 10_000

/**
 * What this PC tells the server of itself: versions, counts and its clock; nothing of a patient.
 * @param files of patients whose content is on this PC alone; lost with it as records are
 */
export function stationReport(
  stationId: string,
  version: string,
  status: SyncStatus,
  files: number,
  keys?: KeyRenewalState,
): StationReport {
  const clock = status.remarks?.find((remark) => remark.kind === 'clock-off')
  return {
    stationId,
    version: version.slice(0, 60),
    schemaVersion: String(wireSchemaVersion),
    onlyHere: status.onlyHere + files,
    refused: status.refused,
    ...(clock ? { clockOffMs: clock.offMs } : {}),
    ...(keys && keys.phase !== 'none' ? { resealed: { done: keys.done, total: keys.total } } : {}),
  }
}

/** Sends a report in somebody's session. One that does not arrive is followed by a newer one. */
export async function sendStationReport(
  user: string,
  report: StationReport,
  request: typeof fetch = (input, init) => fetch(input, init),
): Promise<void> {
  const answer = request(new URL('/api/station-report', location.href), {
    method: 'PUT',
    credentials: 'include',
    cache: 'no-store',
    headers: {
      'content-type': 'application/json',
      [protocolHeader]: String(protocolVersion),
      [userHeader]: encodeURIComponent(user),
    },
    body: JSON.stringify(report),
    signal: AbortSignal.timeout(timeoutMs),
  })
  await answer.catch(() => undefined)
}
