import { useMemo } from 'react'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** True while the server refuses this session: the work goes on here, but nothing travels until a new sign-in. */
export function useSessionExpired(): boolean {
  const { data } = useWorkplace()
  const status = useLive(useMemo(() => data.sync.status, [data]))
  return status?.problem?.code === 'session.expired'
}
