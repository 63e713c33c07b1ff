import type { SyncStatus } from '../../../data/controls/sync-control.ts'
import type { StorageFacts } from './use-storage.ts'

/** What IT asks for on the phone; counts, codes and versions only, nothing of a patient and no names. */
export function diagnosticsText(facts: {
  version: string
  platform: string
  shell: string
  clinicId: string
  station: string
  language: string
  nowMs: number
  status: SyncStatus | undefined
  storage: StorageFacts | undefined
}): string {
  const moment = (ms: number | undefined) => (ms === undefined ? 'never' : new Date(ms).toISOString())
  const { status, storage } = facts
  return [
    `time: ${moment(facts.nowMs)}`,
    `version: ${facts.version} (${facts.shell})`,
    `platform: ${facts.platform}`,
    `clinic: ${facts.clinicId}`,
    `station: ${facts.station}`,
    `language: ${facts.language}`,
    `sync: ${status?.phase ?? 'unknown'}`,
    `last contact: ${moment(status?.lastContactMs)}`,
    `only here: ${status?.onlyHere ?? '?'}, refused: ${status?.refused ?? '?'}`,
    `problem: ${status?.problem ? `${status.problem.code} since ${moment(status.problem.sinceMs)}` : 'none'}`,
    `storage: ${storage?.usedBytes ?? '?'} bytes used, ${storage?.availableBytes ?? '?'} available, persisted: ${storage?.persisted ?? '?'}`,
  ].join('\n')
}
