import { describe, expect, it } from 'vitest'
import type { SyncStatus } from '../../../data/controls/sync-control.ts'
import { sayStatus } from './say-status.ts'

const status = (part: Partial<SyncStatus>): SyncStatus => ({
  phase: 'idle',
  onlyHere: 0,
  refused: 0,
  lastContactMs: 1000,
  ...part,
})
const nowMs = 2000
const said = (part: Partial<SyncStatus>) => sayStatus(status(part), nowMs).lines.map(({ key }) => key)
const tone = (part: Partial<SyncStatus>) => sayStatus(status(part), nowMs).tone

describe('what the sync indicator says', () => {
  it('is quiet only when everything is on the server', () => {
    expect(sayStatus(status({}), nowMs)).toEqual({ tone: 'quiet', lines: [{ key: 'fine', timeMs: 1000 }] })
  })

  it('never says "synchronised" while something is only here, refused or wrong', () => {
    const problem = { code: 'server.unavailable', sinceMs: 5 } as const
    const wrongs: Partial<SyncStatus>[] = [
      { onlyHere: 1 },
      { refused: 1, onlyHere: 1 },
      { problem },
      { phase: 'offline' },
      { phase: 'error' },
      { phase: 'stopped' },
      { phase: 'first-sync' },
      { phase: 'starting' },
      { lastContactMs: undefined },
    ]
    for (const wrong of wrongs) expect(said(wrong)).not.toContain('fine')
  })

  it('says since when there is no connection, and what waits', () => {
    expect(said({ phase: 'offline', onlyHere: 3 })).toEqual(['offlineSince', 'onlyHere'])
    expect(said({ phase: 'offline', lastContactMs: undefined })).toEqual(['offlineNever'])
    expect(tone({ phase: 'offline' })).toBe('attention')
  })

  it('counts refused documents apart from those that wait', () => {
    const { lines } = sayStatus(status({ onlyHere: 5, refused: 2 }), nowMs)
    expect(lines).toEqual([
      { key: 'refused', count: 2 },
      { key: 'onlyHere', count: 3 },
    ])
    expect(said({ onlyHere: 2, refused: 2 })).toEqual(['refused'])
  })

  it('counts files apart: neither is everything on the server while one waits, nor fine while one is refused', () => {
    expect(sayStatus(status({}), nowMs, { waiting: 2, stuck: 0 })).toEqual({
      tone: 'busy',
      lines: [{ key: 'filesOnlyHere', count: 2 }],
    })
    expect(sayStatus(status({ onlyHere: 1 }), nowMs, { waiting: 1, stuck: 1 })).toEqual({
      tone: 'danger',
      lines: [
        { key: 'filesRefused', count: 1 },
        { key: 'onlyHere', count: 1 },
        { key: 'filesOnlyHere', count: 1 },
      ],
    })
  })

  it('names a wrong clock even when everything else is well', () => {
    const remarks: SyncStatus['remarks'] = [{ kind: 'clock-off', offMs: 3_600_000 }]
    expect(said({ remarks })).toEqual(['clockOff'])
    expect(tone({ remarks })).toBe('attention')
    expect(said({ remarks: [{ kind: 'line-cuts', afterMs: 60_000 }] })).toEqual(['fine'])
  })

  it('asks for a sign-in when the session has ended, not for patience', () => {
    expect(said({ phase: 'error', problem: { code: 'session.expired', sinceMs: 1 } })).toEqual([
      'signInNeeded',
    ])
    expect(tone({ problem: { code: 'session.expired', sinceMs: 1 } })).toBe('danger')
  })

  it('says after a day for how many days the server has been silent, and is loud after three', () => {
    const silentFor = (days: number) =>
      sayStatus(status({ phase: 'offline' }), 1000 + days * 24 * 3600 * 1000)
    expect(silentFor(0.9).lines).toEqual([{ key: 'offlineSince', timeMs: 1000 }])
    expect(silentFor(1)).toEqual({ tone: 'attention', lines: [{ key: 'silentDays', count: 1 }] })
    expect(silentFor(2.9).tone).toBe('attention')
    expect(silentFor(3)).toEqual({ tone: 'danger', lines: [{ key: 'silentDays', count: 3 }] })
  })
})
