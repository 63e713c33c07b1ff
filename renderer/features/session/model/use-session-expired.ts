import { useEffect, useMemo, useRef, useState } from 'react'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { returnToServer } from './sign-in-again.ts'

/** Two windows with two people would take the session from each other without end. */
const mostOftenMs = 60_000

/**
 * True while the server refuses this session: the work goes on here, but nothing travels until a new sign-in. Where the
 * server gave a pass for this PC today, that is tried first.
 */
export function useSessionExpired(): boolean {
  const workplace = useWorkplace()
  const { data, context } = workplace
  const status = useLive(useMemo(() => data.sync.status, [data]))
  const expired = status?.problem?.code === 'session.expired'
  const [returning, setReturning] = useState(false)
  const triedMs = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (!expired || Math.abs(context.clock.now() - triedMs.current) < mostOftenMs) return
    triedMs.current = context.clock.now()
    let over = false
    setReturning(true)
    void returnToServer(workplace).finally(() => {
      if (!over) setReturning(false)
    })
    return () => {
      over = true
    }
  }, [expired, workplace, context])
  return expired && !returning
}
