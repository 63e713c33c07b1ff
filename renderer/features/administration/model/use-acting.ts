import { useState } from 'react'
import type { AdministrationFailure } from './administration-failure.ts'
import type { Answer } from './administration-server.ts'

/** Does one thing at the server at a time and keeps why it was not done. */
export function useActing() {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<AdministrationFailure | undefined>()
  return {
    busy,
    failure,
    /** The answer's value; undefined when it was refused, and then `failure` says why. */
    async act<T>(doing: () => Answer<T>): Promise<T | undefined> {
      setBusy(true)
      setFailure(undefined)
      const answer = await doing()
      setBusy(false)
      if (answer.ok) return answer.value
      setFailure(answer.error)
      return undefined
    },
  }
}
