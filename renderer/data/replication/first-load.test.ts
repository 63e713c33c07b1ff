import { expect, it } from 'vitest'
import type { LocalStore } from '../storage/local-store.ts'
import { createFirstLoad, type FirstLoadState, firstLoadKey } from './first-load.ts'

/** A window of an empty station, with what it asks the server and from where it has the feed followed. */
function openWindow(local: LocalStore, isFresh: () => boolean) {
  const asked: string[] = []
  const startedAt: string[] = []
  const firstLoad = createFirstLoad({
    local,
    isFresh,
    nowMs: () => Date.UTC(2026, 10, 20),
    keepsAll: () => false,
    async fetchPage(since) {
      asked.push(since)
      return { results: [], last_seq: '9-later', pending: 0 }
    },
    store: async () => undefined,
    onLost: async () => undefined,
    async startAt(head) {
      startedAt.push(head)
    },
    onProgress: () => undefined,
  })
  return { firstLoad, asked, startedAt }
}

function localStore() {
  const values = new Map<string, object>()
  return {
    get: (key: string) => values.get(key),
    put: async (key: string, value: object) => void values.set(key, value),
  } as unknown as LocalStore
}

it('a window that was opened before the station was filled does not fill it again when it leads', async () => {
  const local = localStore()
  let isFresh = true
  const { firstLoad, asked, startedAt } = openWindow(local, () => isFresh)
  // The leading window fills the station and follows the feed; then it is closed.
  const filled: FirstLoadState = {
    ...{ head: '5-feed', lane: 4, since: '0', done: 3, total: 3 },
    ...{ startedMs: Date.UTC(2026, 10, 1), finished: true },
  }
  await local.put(firstLoadKey, filled)
  isFresh = false
  await firstLoad.ready()
  await firstLoad.whole()
  // From a new head the feed would leave out what was deleted since the other window has read it.
  expect([asked, startedAt]).toEqual([[], []])
  expect(local.get(firstLoadKey)).toEqual(filled)
})
