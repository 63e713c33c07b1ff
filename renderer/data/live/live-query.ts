import type { LiveQuery } from '../controls/live-query.ts'

/** A value that is known from the start and changes: its listeners get it at once and after every change. */
export interface LiveValue<T> extends LiveQuery<T> {
  get(): T
  set(value: T): void
}

export function createLiveValue<T>(initial: T): LiveValue<T> {
  let current = initial
  const listeners = new Set<(value: T) => void>()
  return {
    get: () => current,
    set(value) {
      current = value
      for (const listener of [...listeners]) listener(value)
    },
    subscribe(listener) {
      listeners.add(listener)
      listener(current)
      return () => listeners.delete(listener)
    },
  }
}

/** The same query with its result turned into something else. */
export const mapLive = <T, U>(query: LiveQuery<T>, turn: (value: T) => U): LiveQuery<U> => ({
  subscribe: (listener, onError) => query.subscribe((value) => listener(turn(value)), onError),
})
