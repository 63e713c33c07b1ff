import { useEffect, useState } from 'react'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useHost } from '../../../host/host-context.tsx'

/** The name of this PC as it stands in the stamps of its writes, and the version that runs here. */
export function useStation(): { station: string; version: string; platform: string } {
  const { stationId } = useWorkplace()
  const host = useHost()
  const [info, setInfo] = useState({ version: '', platform: '' })
  useEffect(() => {
    host.info().then(setInfo)
  }, [host])
  return { station: stationId, ...info }
}
