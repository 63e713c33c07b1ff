import { useEffect, useState } from 'react'
import type { ServerStatus } from '#shared/contract/api.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Result } from '#shared/kit/result.ts'
import { sessionServices } from './session-services.ts'

const againMs = 10_000

/** What the server says of itself, asked again every ten seconds; undefined until the first answer. */
export function useServerStatus(): Result<ServerStatus, ErrorCode> | undefined {
  const [status, setStatus] = useState<Result<ServerStatus, ErrorCode> | undefined>()
  useEffect(() => {
    let over = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const answer = await sessionServices().server.status()
      if (over) return
      setStatus(answer)
      timer = setTimeout(ask, againMs)
    }
    ask()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [])
  return status
}
