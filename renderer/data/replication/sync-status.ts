import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Clock } from '#shared/kit/clock.ts'
import type { SyncRemark, SyncStatus } from '../controls/sync-control.ts'
import { createLiveValue, type LiveValue } from '../live/live-query.ts'
import type { Health } from './request-loop.ts'

/** What is known of the replication, each fact by the one who knows it. The phase follows from the facts. */
export interface StatusKeeper extends Health {
  status: LiveValue<SyncStatus>
  contact(timeMs: number): void
  /** The places in the feed: how far this station is and how much is still there. */
  page(reached: number, pending: number): void
  firstSyncDone(): void
  /** Another window replicated until now; this is what it left. */
  takeOver(left: { firstSyncDone: boolean; lastContactMs: number | undefined }): void
  isFirstSyncDone(): boolean
  counts(onlyHere: number, refused: number): void
  /** Something is being sent or stored right now. */
  busy(loop: string, active: boolean): void
  stopped(): void
  /** Something about the link or the clocks that is worth a word; replaces the last one of its kind. */
  remark(kind: SyncRemark['kind'], remark: SyncRemark | undefined): void
}

const offlineCodes: ReadonlySet<ErrorCode> = new Set([
  'network.none',
  'network.unreachable',
  'network.timeout',
])

export function createStatusKeeper(
  clock: Clock,
  known: { firstSyncDone: boolean; lastContactMs: number | undefined },
): StatusKeeper {
  const failing = new Map<string, { code: ErrorCode; sinceMs: number }>()
  const active = new Set<string>()
  let { firstSyncDone, lastContactMs } = known
  let heard = false
  let stopped = false
  let counts = { onlyHere: 0, refused: 0 }
  let progress: SyncStatus['progress']
  const remarks = new Map<SyncRemark['kind'], SyncRemark>()
  const status = createLiveValue<SyncStatus>({ phase: 'starting', ...counts, lastContactMs })

  function phase(problem: SyncStatus['problem']): SyncStatus['phase'] {
    if (stopped) return 'stopped'
    if (problem) return offlineCodes.has(problem.code) ? 'offline' : 'error'
    if (!heard) return 'starting'
    if (!firstSyncDone) return 'first-sync'
    return active.size > 0 || counts.onlyHere > counts.refused ? 'syncing' : 'idle'
  }
  function tell() {
    // The problem that lasts longest is the one to name.
    const problem = [...failing.values()].sort((a, b) => a.sinceMs - b.sinceMs)[0]
    status.set({
      phase: phase(problem),
      ...counts,
      lastContactMs,
      ...(!firstSyncDone && progress ? { progress } : {}),
      ...(problem ? { problem } : {}),
      ...(remarks.size > 0 ? { remarks: [...remarks.values()] } : {}),
    })
  }
  return {
    status,
    well(loop) {
      if (failing.delete(loop)) tell()
    },
    failing(loop, code) {
      if (failing.get(loop)?.code === code) return
      failing.set(loop, { code, sinceMs: failing.get(loop)?.sinceMs ?? clock.now() })
      tell()
    },
    contact(timeMs) {
      const first = !heard
      heard = true
      // Told at most once a second: the screen shows minutes.
      const stale = lastContactMs === undefined || timeMs - lastContactMs >= 1000
      lastContactMs = timeMs
      if (first || stale) tell()
    },
    page(reached, pending) {
      const done = Math.max(reached, progress?.done ?? 0)
      progress = { done, total: Math.max(done + pending, progress?.total ?? 0) }
      if (!firstSyncDone) tell()
    },
    firstSyncDone() {
      firstSyncDone = true
      tell()
    },
    takeOver(left) {
      firstSyncDone ||= left.firstSyncDone
      lastContactMs = Math.max(lastContactMs ?? 0, left.lastContactMs ?? 0) || undefined
      tell()
    },
    isFirstSyncDone: () => firstSyncDone,
    counts(onlyHere, refused) {
      if (onlyHere === counts.onlyHere && refused === counts.refused) return
      counts = { onlyHere, refused }
      tell()
    },
    busy(loop, isActive) {
      const before = active.size > 0
      if (isActive) active.add(loop)
      else active.delete(loop)
      if (before !== active.size > 0) tell()
    },
    remark(kind, remark) {
      if (JSON.stringify(remarks.get(kind)) === JSON.stringify(remark)) return
      if (remark) remarks.set(kind, remark)
      else remarks.delete(kind)
      tell()
    },
    stopped() {
      stopped = true
      tell()
    },
  }
}
