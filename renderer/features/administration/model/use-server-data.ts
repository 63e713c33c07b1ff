import { useCallback, useEffect, useRef, useState } from 'react'
import type { AdministrationFailure } from './administration-failure.ts'
import type { Answer } from './administration-server.ts'

export type ServerData<T> =
  | { kind: 'asking' }
  | { kind: 'shown'; value: T }
  /** `hidden` is the last answer: kept for what somebody is typing over it, and not shown. */
  | { kind: 'failed'; failure: AdministrationFailure; hidden?: T }

function failed<T>(failure: AdministrationFailure, before: ServerData<T>): ServerData<T> {
  const hidden = before.kind === 'shown' ? before.value : before.kind === 'failed' ? before.hidden : undefined
  return { kind: 'failed', failure, ...(hidden === undefined ? {} : { hidden }) }
}

/** So old may be what stands on the screen. */
const againMs = 30_000

/**
 * What the server says now, asked again every half minute and when the PC gets or loses its network. As soon as it does
 * not answer the last answer is taken off the screen: here nothing old is shown as true. `load` keeps its identity (useCallback).
 */
export function useServerData<T>(load: () => Answer<T>): {
  data: ServerData<T>
  reload: () => Promise<void>
} {
  const [state, setState] = useState<{ of: typeof load; data: ServerData<T> }>({
    of: load,
    data: { kind: 'asking' },
  })
  const newest = useRef(0)
  const reload = useCallback(async () => {
    newest.current += 1
    const asked = newest.current
    const answer = await load()
    // A slow answer never covers a later one.
    if (asked !== newest.current) return
    setState(({ data }) => ({
      of: load,
      data: answer.ok ? { kind: 'shown', value: answer.value } : failed(answer.error, data),
    }))
  }, [load])
  useEffect(() => {
    const again = () => void reload()
    again()
    const timer = setInterval(again, againMs)
    window.addEventListener('online', again)
    window.addEventListener('offline', again)
    return () => {
      newest.current += 1
      clearInterval(timer)
      window.removeEventListener('online', again)
      window.removeEventListener('offline', again)
    }
  }, [reload])
  return { data: state.of === load ? state.data : { kind: 'asking' }, reload }
}
