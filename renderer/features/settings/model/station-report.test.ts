import { expect, it, vi } from 'vitest'
import { stationReportSchema } from '#shared/contract/administration.ts'
import type { SyncStatus } from '../../../data/controls/sync-control.ts'
import { sendStationReport, stationReport } from './station-report.ts'

const status: SyncStatus = {
  phase: 'idle',
  onlyHere: 3,
  refused: 1,
  lastContactMs: 1,
  remarks: [{ kind: 'newer-documents' }, { kind: 'clock-off', offMs: -3_600_000 }],
}

it('A36 A report holds versions, counts and the clock, as the server asks, and nothing else', () => {
  const report = stationReport('pc1', '1.4.0', status, 2)
  expect(stationReportSchema.parse(report)).toEqual({
    stationId: 'pc1',
    version: '1.4.0',
    schemaVersion: expect.stringMatching(/^\d+$/),
    onlyHere: 5,
    refused: 1,
    clockOffMs: -3_600_000,
  })
  expect(stationReport('pc1', '1.4.0', { ...status, remarks: [] }, 0)).not.toHaveProperty('clockOffMs')
  const keys = { current: 2, phase: 'running', done: 40, total: 100 } as const
  expect(stationReportSchema.parse(stationReport('pc1', '1.4.0', status, 0, keys))).toMatchObject({
    resealed: { done: 40, total: 100 },
  })
  expect(stationReport('pc1', '1.4.0', status, 0, { ...keys, phase: 'none' })).not.toHaveProperty('resealed')
})

it('A report that does not arrive disturbs nobody', async () => {
  const request = vi.fn(async () => {
    throw new TypeError('no network')
  })
  await sendStationReport('doctor', stationReport('pc1', '1', status, 0), request)
  expect(request).toHaveBeenCalledOnce()
})
