import { describe, expect, it } from 'vitest'
import type { LocalStore } from '../storage/local-store.ts'
import { createSyncFacts } from './sync-facts.ts'

function memoryStore(): LocalStore {
  const values = new Map<string, object>()
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    list: () => new Map(),
    watch: () => ({ subscribe: () => () => undefined }),
    put: async (key, value) => void values.set(key, value),
    remove: async (key) => void values.delete(key),
    close: () => undefined,
  }
}
const now = {
  firstSyncDone: false,
  lastContactMs: 5,
  offMs: 0,
  complete: true,
  places: new Map([['visits', '9-e'] as const]),
  durable: () => '4-e',
  isOpen: () => false,
}

describe('the facts of replication', () => {
  it('goes on where the feed was read to, as nothing came for the collection since its checkpoint', async () => {
    const facts = createSyncFacts(memoryStore())
    await facts.keep(now)
    expect(facts.resumeAt('visits', '4-e')).toBe('9-e')
    expect(facts.resumeAt('visits', '6-e')).toBe('6-e')
  })

  it('goes on at the checkpoint while something handed out is not durable', async () => {
    const facts = createSyncFacts(memoryStore())
    await facts.keep({ ...now, isOpen: () => true })
    expect(facts.resumeAt('visits', '4-e')).toBe('4-e')
  })

  it('remembers the end of the first sync at once and for good', async () => {
    const store = memoryStore()
    await createSyncFacts(store).keep({ ...now, complete: false, firstSyncDone: true })
    expect(createSyncFacts(store).firstSyncDone).toBe(true)
    await createSyncFacts(store).keep({ ...now, complete: false })
    expect(createSyncFacts(store).firstSyncDone).toBe(true)
  })
})
