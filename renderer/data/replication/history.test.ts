import { afterEach, expect, it, vi } from 'vitest'
import type { LocalStore } from '../storage/local-store.ts'
import { type FirstLoadState, firstLoadKey } from './first-load.ts'
import { createHistory } from './history.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('a patient’s past that was wished comes also when the disk did not take it at first', async () => {
  vi.useFakeTimers()
  const nowMs = Date.UTC(2026, 10, 20)
  const floored: FirstLoadState = {
    ...{ head: '5-feed', lane: 4, since: '0', done: 3, total: 3 },
    ...{ startedMs: nowMs, finished: true, floor: '2024-11-20' },
  }
  const values = new Map<string, object>([[firstLoadKey, floored]])
  const watchers = new Set<() => void>()
  let isFull = true
  const local = {
    get: (key: string) => values.get(key),
    list: (prefix: string) =>
      new Map(
        [...values].flatMap(([key, value]) =>
          key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
        ),
      ),
    watch: () => ({
      subscribe: (listener: () => void) => {
        watchers.add(listener)
        return () => watchers.delete(listener)
      },
    }),
    async put(key: string, value: object) {
      const isWish = 'kind' in value && value.kind === 'wished'
      if (isFull && !isWish) throw new DOMException('full', 'QuotaExceededError')
      values.set(key, value)
      for (const tell of watchers) tell()
    },
  } as unknown as LocalStore
  const ended = new AbortController()
  const failures: unknown[] = []
  const history = createHistory({
    local,
    work: {
      fetchPage: async () => ({ results: [], last_seq: '9-end', pending: 0 }),
      store: async () => undefined,
    },
    signal: ended.signal,
    nowMs: () => nowMs,
    loaded: async () => undefined,
    scope: () => undefined,
    isFed: () => true,
    isSeen: async () => true,
    onFailure: (cause) => failures.push(cause),
  })
  await history.lead()
  await history.bring('patient:a')
  await vi.advanceTimersByTimeAsync(1000)
  expect(failures).toHaveLength(1)
  isFull = false
  await vi.advanceTimersByTimeAsync(60_000)
  const kinds = [...local.list<{ kind: string }>('')].flatMap(([, value]) =>
    'kind' in value ? [value.kind] : [],
  )
  expect(kinds).toEqual(['here'])
  ended.abort()
})
