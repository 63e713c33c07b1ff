import type { SyncStatus } from '../../../data/controls/sync-control.ts'
import { contactAge } from './contact-age.ts'

export type Tone = 'quiet' | 'busy' | 'attention' | 'danger'

/** Which words the indicator says; chosen here, put into a language by the view. */
export type StatusLine =
  | { key: 'starting' }
  | { key: 'firstSync' }
  | { key: 'fine'; timeMs: number }
  | { key: 'onlyHere'; count: number }
  | { key: 'offlineSince'; timeMs: number }
  | { key: 'offlineNever' }
  | { key: 'silentDays'; count: number }
  | { key: 'refused'; count: number }
  | { key: 'filesOnlyHere'; count: number }
  | { key: 'filesRefused'; count: number }
  | { key: 'signInNeeded' }
  | { key: 'problem' }
  | { key: 'stopped' }
  | { key: 'clockOff' }

/**
 * What the indicator says, the worst first. Files wait and are refused by themselves: their words are counted as records. `Synchronised` is said only when nothing is only here, nothing is wrong and
 * the server has answered at least once.
 */
export function sayStatus(
  status: SyncStatus,
  nowMs: number,
  files: { waiting: number; stuck: number } = { waiting: 0, stuck: 0 },
): { tone: Tone; lines: StatusLine[] } {
  const lines: StatusLine[] = []
  const { phase, problem, lastContactMs } = status
  const silent = phase === 'offline'
  const age = contactAge(lastContactMs, nowMs)
  const waiting = status.onlyHere - status.refused
  if (status.refused > 0) lines.push({ key: 'refused', count: status.refused })
  if (files.stuck > 0) lines.push({ key: 'filesRefused', count: files.stuck })
  if (phase === 'stopped') lines.push({ key: 'stopped' })
  else if (problem?.code === 'session.expired') lines.push({ key: 'signInNeeded' })
  else if (silent && age.level !== 'fresh') lines.push({ key: 'silentDays', count: age.days })
  else if (silent)
    lines.push(
      lastContactMs === undefined ? { key: 'offlineNever' } : { key: 'offlineSince', timeMs: lastContactMs },
    )
  else if (phase === 'error' || problem) lines.push({ key: 'problem' })
  else if (age.level !== 'fresh') lines.push({ key: 'silentDays', count: age.days })
  else if (phase === 'first-sync') lines.push({ key: 'firstSync' })
  const clockOff = status.remarks?.some(({ kind }) => kind === 'clock-off')
  if (clockOff) lines.push({ key: 'clockOff' })
  if (waiting > 0) lines.push({ key: 'onlyHere', count: waiting })
  if (files.waiting > 0) lines.push({ key: 'filesOnlyHere', count: files.waiting })
  if (lines.length === 0)
    lines.push(
      phase === 'starting' || lastContactMs === undefined
        ? { key: 'starting' }
        : { key: 'fine', timeMs: lastContactMs },
    )
  return { tone: age.level === 'loud' ? 'danger' : toneOf(status, lines), lines }
}

function toneOf(status: SyncStatus, lines: StatusLine[]): Tone {
  const has = (...keys: StatusLine['key'][]) => lines.some(({ key }) => keys.includes(key))
  if (has('refused', 'filesRefused', 'problem', 'signInNeeded', 'stopped')) return 'danger'
  if (has('offlineSince', 'offlineNever', 'silentDays', 'clockOff')) return 'attention'
  if (has('onlyHere')) return status.phase === 'syncing' ? 'busy' : 'attention'
  // They go one by one while everything else is there.
  if (has('filesOnlyHere')) return 'busy'
  return has('firstSync', 'starting') ? 'busy' : 'quiet'
}
