import type { LiveQuery } from '../controls/live-query.ts'

/** One subscription of a costly query for all its listeners; kept open until `end`, as a list is wanted again at once. */
export function shareLive<T>(query: LiveQuery<T>): LiveQuery<T> & { end(): void } {
  const listeners = new Map<(value: T) => void, ((error: unknown) => void) | undefined>()
  let newest: { value: T } | undefined
  let stop: (() => void) | undefined
  return {
    subscribe(listener, onError) {
      listeners.set(listener, onError)
      if (newest) listener(newest.value)
      stop ??= query.subscribe(
        (value) => {
          newest = { value }
          for (const each of [...listeners.keys()]) each(value)
        },
        (error) => {
          stop = undefined
          for (const each of [...listeners.values()]) each?.(error)
        },
      )
      return () => listeners.delete(listener)
    },
    end() {
      stop?.()
      listeners.clear()
    },
  }
}
