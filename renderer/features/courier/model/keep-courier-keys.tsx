import { useEffect, useMemo } from 'react'
import { sendsCouriers } from '#shared/domain/access/index.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { refreshCourierKeys } from './courier-keys-place.ts'

/**
 * Fetches the clinic's courier keys while there is a link, so that they are here when there is none: for roles that get
 * them. Shows nothing.
 */
export function KeepCourierKeys() {
  const { data, profile } = useWorkplace()
  const isCourier = sendsCouriers(profile.practitioner.role)
  const phase = useLive(useMemo(() => data.sync.status, [data]))?.phase
  const linked = phase === 'idle' || phase === 'syncing' || phase === 'first-sync'
  useEffect(() => {
    if (linked && isCourier) void refreshCourierKeys(data.courier.secrets)
  }, [linked, isCourier, data])
  return null
}
