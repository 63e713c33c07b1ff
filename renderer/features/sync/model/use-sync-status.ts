import { useEffect, useMemo, useState } from 'react'
import type { DocumentState, SyncStatus } from '../../../data/controls/sync-control.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** The truth of the sync, live. */
export function useSyncStatus(): SyncStatus | undefined {
  const { data } = useWorkplace()
  return useLive(useMemo(() => data.sync.status, [data]))
}

/** The states of these documents, live; the ids may change from render to render. */
export function useDocumentStates(ids: readonly string[]): ReadonlyMap<string, DocumentState> | undefined {
  const { data } = useWorkplace()
  const key = ids.join('\n')
  return useLive(useMemo(() => data.sync.watchStates(key === '' ? [] : key.split('\n')), [data, key]))
}

/** The time of the workplace's clock in milliseconds, fresh every half minute. */
export function useNow(): number {
  const { clock } = useWorkplace().context
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 30_000)
    return () => clearInterval(timer)
  }, [clock])
  return now
}
