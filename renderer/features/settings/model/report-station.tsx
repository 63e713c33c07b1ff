import { useEffect, useRef } from 'react'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useSyncStatus } from '../../sync/index.ts'
import { sendStationReport, stationReport } from './station-report.ts'
import { useStation } from './use-station.ts'

/** The first words after a change wait for the next ones: much is written and sent within moments. */
const settleMs = 5000
const againMs = 5 * 60_000

/** Tells the server how this PC is doing while there is a link, so that administrators see it. Shows nothing. */
export function ReportStation() {
  const { profile, stationId } = useWorkplace()
  const { version } = useStation()
  const status = useSyncStatus()
  const newest = useRef(status)
  newest.current = status
  const linked = status?.phase === 'idle' || status?.phase === 'syncing'
  const waits = (status?.onlyHere ?? 0) > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: what begins or ends to wait is told soon, not after minutes
  useEffect(() => {
    if (!linked || version === '') return
    const tell = () => {
      const { current } = newest
      if (current) void sendStationReport(profile.user, stationReport(stationId, version, current))
    }
    const first = setTimeout(tell, settleMs)
    const timer = setInterval(tell, againMs)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [linked, waits, version, profile.user, stationId])
  return null
}
