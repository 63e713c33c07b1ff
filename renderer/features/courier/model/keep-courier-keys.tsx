import { useEffect, useMemo } from 'react'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { refreshCourierKeys } from './courier-keys-place.ts'

/**
 * Fetches the clinic's courier keys while there is a link, so that they are here when there is none. Shows nothing.
 */
export function KeepCourierKeys() {
  const { data } = useWorkplace()
  const phase = useLive(useMemo(() => data.sync.status, [data]))?.phase
  const linked = phase === 'idle' || phase === 'syncing' || phase === 'first-sync'
  useEffect(() => {
    if (linked) void refreshCourierKeys(data.courier.secrets)
  }, [linked, data])
  return null
}
