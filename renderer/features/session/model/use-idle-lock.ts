import { useEffect } from 'react'
import { idleMinutes } from './idle-minutes.ts'
import { lock } from './lock.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const
const lookMs = 5000

/** Locks the screen when nobody has touched the PC for a while; a PC that wakes from sleep has not been touched either. */
export function useIdleLock(): void {
  useEffect(() => {
    const { clock } = sessionServices()
    let lastMs = clock.now()
    const touched = () => {
      lastMs = clock.now()
    }
    const isCovered = () => {
      const { session } = useSession.getState()
      return session.phase === 'open' && session.covered !== undefined
    }
    const look = () => {
      // Also where the clock was put back: how long ago the last touch was is not known then.
      const isIdle = Math.abs(clock.now() - lastMs) >= idleMinutes() * 60_000
      if (isCovered() || isIdle) void lock('idle', undefined, lastMs)
    }
    for (const sign of signs) window.addEventListener(sign, touched, { passive: true, capture: true })
    const timer = setInterval(look, lookMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true })
      document.removeEventListener('visibilitychange', look)
      clearInterval(timer)
    }
  }, [])
}
