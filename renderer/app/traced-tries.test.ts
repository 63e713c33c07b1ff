import { expect, it } from 'vitest'
import { createOfflineTries } from '../features/session/index.ts'
import { tracedTries } from './traced-tries.ts'

it('counts every failed try for the trace of access, over restarts and past a success, once', () => {
  const values = new Map<string, string>()
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as unknown as Storage
  const clock = { now: () => 0 }
  const first = createOfflineTries(tracedTries('tries', storage), clock)
  first.failed()
  first.failed()
  first.succeeded()
  createOfflineTries(tracedTries('tries', storage), clock).failed()
  expect(tracedTries('tries', storage).take()).toBe(3)
  expect(tracedTries('tries', storage).take()).toBe(0)
})
