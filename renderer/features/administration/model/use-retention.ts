import { useCallback, useEffect, useRef, useState } from 'react'
import type { RetentionReport } from '#shared/contract/retention.ts'
import { useAdministrator } from './use-administrator.ts'
import type { ServerData } from './use-server-data.ts'

/** What is past its storage period, asked when it is opened and on demand only: each answer is written down. */
export function useRetention(clinicId: string): { data: ServerData<RetentionReport>; ask: () => void } {
  const { server } = useAdministrator()
  const [data, setData] = useState<ServerData<RetentionReport>>({ kind: 'asking' })
  const newest = useRef(0)
  const ask = useCallback(() => {
    newest.current += 1
    const asked = newest.current
    setData({ kind: 'asking' })
    void server.retention(clinicId).then((answer) => {
      if (asked !== newest.current) return
      setData(answer.ok ? { kind: 'shown', value: answer.value } : { kind: 'failed', failure: answer.error })
    })
  }, [server, clinicId])
  useEffect(() => {
    ask()
    return () => {
      newest.current += 1
    }
  }, [ask])
  return { data, ask }
}
