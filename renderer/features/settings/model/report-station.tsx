import { useEffect, useMemo, useRef } from 'react'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { useSyncStatus, useWaitingFiles } from '../../sync/index.ts'
import { sendStationReport, stationReport } from './station-report.ts'
import { useStation } from './use-station.ts'

/** The first words after a change wait for the next ones: much is written and sent within moments. */
const settleMs = 5000
const againMs = 5 * 60_000
/** While rows are sealed anew somebody may be looking at the progress. */
const resealingMs = 15_000

/** Tells the server how this PC is doing while there is a link, so that administrators see it. Shows nothing. */
export function ReportStation() {
  const { data, profile, stationId } = useWorkplace()
  const { version } = useStation()
  const status = useSyncStatus()
  const { length: files } = useWaitingFiles()
  const keys = useLive(useMemo(() => data.keyRenewal.state, [data]))
  const newest = useRef({ status, keys, files })
  newest.current = { status, keys, files }
  const reseals = keys !== undefined && keys.phase !== 'none'
  const linked = status?.phase === 'idle' || status?.phase === 'syncing'
  const waits = (status?.onlyHere ?? 0) + files > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: what begins or ends to wait is told soon, not after minutes
  useEffect(() => {
    if (!linked || version === '') return
    const tell = () => {
      const { status: now, keys: renewal, files: waiting } = newest.current
      if (now) void sendStationReport(profile.user, stationReport(stationId, version, now, waiting, renewal))
    }
    const first = setTimeout(tell, settleMs)
    const timer = setInterval(tell, reseals ? resealingMs : againMs)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [linked, waits, reseals, version, profile.user, stationId])
  return null
}
