import { useEffect, useState } from 'react'
import { parseHybridTime } from '#shared/kit/hybrid-clock.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useHost } from '../../../host/host-context.tsx'

/** The name of this PC as it stands in the stamps of its writes, and the version that runs here. */
export function useStation(): { station: string; version: string; platform: string } {
  const { context } = useWorkplace()
  const host = useHost()
  const [info, setInfo] = useState({ version: '', platform: '' })
  const [station] = useState(() => parseHybridTime(context.hybridClock.next())?.station ?? '')
  useEffect(() => {
    host.info().then(setInfo)
  }, [host])
  return { station, ...info }
}
