import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ReferencePack } from '#shared/contract/api.ts'
import { type Pack, packFormat } from '#shared/reference/pack.schema.ts'
import { createPackCache, type PackCache } from './pack-cache.ts'
import { createReferenceServer, sha256 } from './reference-server.ts'
import { createReferenceStore } from './reference-store.ts'

const pack = (version: string, more: Partial<Pack> = {}): Pack => ({
  format: packFormat,
  id: 'icd-10',
  kind: 'icd-10',
  title: 'МКБ-10',
  version,
  validFrom: '2026-01-01',
  source: 'test',
  license: 'test',
  columns: ['code', 'title', 'level'],
  rows: [['I10', 'Гипертензия', 'category']],
  ...more,
})

/** A server whose answers a test may bend: by path, the text or the status. */
function fakeServer() {
  const files = new Map<string, string | number>()
  const asked: string[] = []
  return {
    asked,
    files,
    async offer(offered: Pack, listed: Partial<ReferencePack> = {}) {
      const text = JSON.stringify(offered)
      files.set('/api/reference/icd-10', text)
      files.set(
        '/api/reference',
        JSON.stringify([
          {
            id: 'icd-10',
            title: 'x',
            version: offered.version,
            rows: 1,
            sha256: await sha256(new TextEncoder().encode(text)),
            ...listed,
          },
        ]),
      )
    },
    goAway: () => files.clear(),
    server: createReferenceServer(async (path) => {
      asked.push(path)
      const answer = files.get(path)
      if (answer === undefined) throw new TypeError('fetch failed')
      return typeof answer === 'number' ? new Response('{}', { status: answer }) : new Response(answer)
    }),
  }
}

let cache: PackCache
let remote: ReturnType<typeof fakeServer>
beforeEach(() => {
  cache = createPackCache(new IDBFactory())
  remote = fakeServer()
})

/** A store as it is after a start of the program; what is built is the version of the pack in use. */
const start = () =>
  createReferenceStore<string>({
    kind: 'icd-10',
    load: async () => ({ version: 'starter', build: async (full) => full?.version ?? 'starter' }),
    cache,
    server: remote.server,
    today: () => '2026-11-22',
  })

async function stateAfterRefresh(store = start()) {
  await store.refresh()
  return store.get()
}

describe('without a server', () => {
  test('the starter pack serves', async () => {
    const store = start()
    expect(store.get()).toEqual({ search: undefined, origin: 'none', version: '' })
    expect(await stateAfterRefresh(store)).toEqual({
      search: 'starter',
      origin: 'starter',
      version: 'starter',
    })
  })

  test('the pack fetched before serves after a restart', async () => {
    await remote.offer(pack('1'))
    await start().refresh()
    remote.goAway()
    expect(await stateAfterRefresh()).toEqual({ search: '1', origin: 'saved', version: '1' })
  })

  test('a saved pack that was damaged on the disk is left alone', async () => {
    const text = JSON.stringify(pack('1'))
    await cache.put('icd-10', {
      sha256: await sha256(new TextEncoder().encode(text)),
      text: text.replace('I10', 'I11'),
    })
    expect(await stateAfterRefresh()).toMatchObject({ origin: 'starter' })
  })

  test('a cache that cannot be opened does not stop the start', async () => {
    cache = { get: () => Promise.reject(new Error('no')), put: () => Promise.reject(new Error('no')) }
    await remote.offer(pack('1'))
    expect(await stateAfterRefresh()).toMatchObject({ search: '1', origin: 'server' })
  })
})

describe('with a server', () => {
  test('its pack takes the place of the starter pack, and listeners hear of it', async () => {
    await remote.offer(pack('1'))
    const store = start()
    const heard: string[] = []
    store.subscribe(() => heard.push(store.get().origin))
    await store.refresh()
    expect(heard).toEqual(['starter', 'server'])
  })

  test('a pack already here is not fetched again', async () => {
    await remote.offer(pack('1'))
    await start().refresh()
    remote.asked.length = 0
    expect(await stateAfterRefresh()).toMatchObject({ search: '1', origin: 'server' })
    expect(remote.asked).toEqual(['/api/reference'])
  })

  test('a newer pack is fetched at the next refresh', async () => {
    await remote.offer(pack('1'))
    const store = start()
    await store.refresh()
    await remote.offer(pack('2'))
    expect(await stateAfterRefresh(store)).toMatchObject({ search: '2', version: '2' })
    remote.goAway()
    expect(await stateAfterRefresh()).toMatchObject({ search: '2', origin: 'saved' })
  })

  test.each<[string, () => Promise<void>]>([
    ['has another sha256 than listed', () => remote.offer(pack('2'), { sha256: '0'.repeat(64) })],
    ['is of another kind', () => remote.offer(pack('2', { kind: 'inn', columns: ['inn'], rows: [['x']] }))],
    ['counts from a later day', () => remote.offer(pack('2', { validFrom: '2027-01-01' }))],
    ['has a wrong row', () => remote.offer(pack('2', { rows: [['?', 'x', 'category']] }))],
    ['has a higher format', () => remote.offer({ ...pack('2'), format: 2 as never })],
  ])('a pack that %s leaves the last good one', async (_, offer) => {
    await remote.offer(pack('1'))
    await start().refresh()
    await offer()
    expect(await stateAfterRefresh()).toMatchObject({ search: '1', origin: 'saved' })
    remote.goAway()
    expect(await stateAfterRefresh()).toMatchObject({ search: '1', origin: 'saved' })
  })

  test.each([
    ['an expired session', 401],
    ['a server in trouble', 503],
    ['a portal page with 200', '<html>'],
    ['a list of something else', '{"a":1}'],
  ])('%s leaves what this PC has', async (_, answer) => {
    remote.files.set('/api/reference', answer)
    expect(await stateAfterRefresh()).toMatchObject({ origin: 'starter' })
  })
})
