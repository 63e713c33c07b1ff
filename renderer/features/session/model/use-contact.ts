import { useEffect, useMemo } from 'react'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { checkPeople } from './contact.ts'
import { giveUpOlderKeys } from './renew-keys.ts'

const againMs = 10 * 60_000

/** While there is a link: asks about the people of this PC, and ends a renewal of keys whose rows are all done. */
export function useContact(): void {
  const workplace = useWorkplace()
  const { data } = workplace
  const phase = useLive(useMemo(() => data.sync.status, [data]))?.phase
  const renewal = useLive(useMemo(() => data.keyRenewal.state, [data]))?.phase
  const linked = phase === 'idle' || phase === 'syncing'
  useEffect(() => {
    if (!linked) return
    void checkPeople(workplace)
    const timer = setInterval(() => void checkPeople(workplace), againMs)
    return () => clearInterval(timer)
  }, [linked, workplace])
  useEffect(() => {
    if (linked && renewal === 'nothing-left') void giveUpOlderKeys(workplace)
  }, [linked, renewal, workplace])
}
