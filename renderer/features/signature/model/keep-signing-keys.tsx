import { useEffect, useMemo } from 'react'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { refreshSigningKeys } from './refresh-signing-keys.ts'
import { useSigner } from './signer-store.ts'

/** An administrator's decision is here after so long, while there is a link. */
const everyMs = 5 * 60_000

/**
 * Fetches the clinic's signing keys while there is a link, so that signatures can be checked when there is none, and
 * offers the server the key of the person at the screen. Shows nothing.
 */
export function KeepSigningKeys() {
  const workplace = useWorkplace()
  const { data } = workplace
  const phase = useLive(useMemo(() => data.sync.status, [data]))?.phase
  const linked = phase === 'idle' || phase === 'syncing' || phase === 'first-sync'
  const signer = useSigner(({ state }) => (state.phase === 'ready' ? state.key : undefined))
  useEffect(() => {
    if (!linked) return
    const refresh = () => void refreshSigningKeys(workplace, signer)
    refresh()
    const timer = setInterval(refresh, everyMs)
    return () => clearInterval(timer)
  }, [linked, workplace, signer])
  return null
}
