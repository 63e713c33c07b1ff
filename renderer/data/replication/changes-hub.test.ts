import { describe, expect, it } from 'vitest'
import { testContext, testPatient } from '../testing/test-workplace.ts'
import type { AskedPage } from './asked-page.ts'
import { createChangesHub } from './changes-hub.ts'
import { createOwnEcho } from './own-echo.ts'

const types = ['patient', 'visit', 'condition']

/** A feed of so many changes, the types taking turns; counts what is fetched. */
function feedOf(length: number, limit: number) {
  const fetched: string[] = []
  const fetchPage = async (since: string): Promise<AskedPage> => {
    fetched.push(since)
    const from = Number.parseInt(since, 10)
    const to = Math.min(from + limit, length)
    const results = Array.from({ length: to - from }, (_, index) => {
      const seq = from + index + 1
      const type = types[seq % 3] as string
      const doc = { _id: `${type}:${seq}`, _rev: '1-a', type }
      return { seq: `${seq}-e`, id: doc._id, changes: [{ rev: '1-a' }], doc }
    })
    return { results, last_seq: `${to}-e`, pending: length - to, asked: 0 }
  }
  return { fetched, fetchPage }
}

async function readAll(
  hub: ReturnType<typeof createChangesHub>,
  name: 'patients' | 'visits' | 'conditions',
  from: string,
) {
  const ids: string[] = []
  let since = from
  for (;;) {
    const part = await hub.read(name, since)
    if (!part) return ids
    ids.push(...part.documents.map((document) => document.id))
    since = part.to
  }
}

describe('the hub of changes', () => {
  it('tells those at the end of news that another collection fetched', async () => {
    let length = 3
    const told: string[][] = []
    const hub = createChangesHub({
      fetchPage: (since) => feedOf(length, 100).fetchPage(since),
      isStale: () => false,
      onNews: (collections) => told.push(collections),
    })
    expect(await readAll(hub, 'patients', '0')).toEqual(['patient:3'])
    length = 6
    await readAll(hub, 'visits', '0')
    expect(told.flat()).toContain('patients')
    expect(await readAll(hub, 'patients', '3-e')).toEqual(['patient:6'])
  })

  it('T4: gives every collection everything, from one fetch a page', async () => {
    const feed = feedOf(3000, 100)
    const hub = createChangesHub({ fetchPage: feed.fetchPage, isStale: () => false })
    const all = await Promise.all(
      (['patients', 'visits', 'conditions'] as const).map((name) => readAll(hub, name, '0')),
    )
    expect(all.map((ids) => new Set(ids).size)).toEqual([1000, 1000, 1000])
    expect(feed.fetched).toHaveLength(30)
  })

  it('lets collections go on from different places, each exactly from its own', async () => {
    const feed = feedOf(900, 100)
    const hub = createChangesHub({ fetchPage: feed.fetchPage, isStale: () => false })
    const [patients, visits] = await Promise.all([
      readAll(hub, 'patients', '300-e'),
      readAll(hub, 'visits', '451-e'),
    ])
    expect(patients).toEqual(Array.from({ length: 200 }, (_, i) => `patient:${303 + i * 3}`))
    expect(visits[0]).toBe('visit:454')
    expect(visits.at(-1)).toBe('visit:898')
    expect(visits).toHaveLength(149)
    expect(feed.fetched.length).toBeLessThanOrEqual(8)
  })

  it('judges a row when it is handed out, by the push since its page was asked for', async () => {
    const echo = createOwnEcho()
    const hub = createChangesHub({ fetchPage: feedOf(6, 100).fetchPage, isStale: echo.isStale })
    expect(await readAll(hub, 'patients', '0')).toEqual(['patient:3', 'patient:6'])
    // The page lies there for the visits, one of which is pushed on top of what it says.
    echo.pushed({ ...testPatient(testContext('hub')), id: 'visit:4', _deleted: false }, '2-b')
    expect(await readAll(hub, 'visits', '0')).toEqual(['visit:1'])
  })

  it('hands out a page that another collection fetched beyond the end that is known', async () => {
    let length = 3
    const hub = createChangesHub({
      fetchPage: (since) => feedOf(length, since === '0' ? 100 : 3).fetchPage(since),
      isStale: () => false,
    })
    expect(await readAll(hub, 'conditions', '0')).toEqual(['condition:2'])
    length = 9
    expect((await hub.read('visits', '2-e'))?.to).toBe('5-e')
    expect((await hub.read('conditions', '3-e'))?.to).toBe('5-e')
  })

  it('leaves out echoes and still reaches the end', async () => {
    const feed = feedOf(30, 10)
    const hub = createChangesHub({ fetchPage: feed.fetchPage, isStale: (id) => id.startsWith('visit') })
    expect(await readAll(hub, 'visits', '0')).toEqual([])
    expect(hub.head()).toBe('30-e')
  })

  it('moves those on too that came to an empty feed after its end was seen', async () => {
    const hub = createChangesHub({ fetchPage: feedOf(0, 10).fetchPage, isStale: () => false })
    await readAll(hub, 'patients', '0')
    await readAll(hub, 'visits', '0')
    const row = (seq: string) => ({ seq, id: `patient:${seq}`, changes: [{ rev: '1-a' }] })
    for (const [from, to] of [
      ['0-e', '1-e'],
      ['1-e', '2-e'],
      ['2-e', '3-e'],
    ] as const)
      hub.append(from, { results: [row(to)], last_seq: to, pending: 0, asked: 0 })
    expect(hub.places().get('visits')).toBe('3-e')
  })

  it('tells the live feed which collections have news, and moves the others on', async () => {
    const feed = feedOf(0, 10)
    const hub = createChangesHub({ fetchPage: feed.fetchPage, isStale: () => false })
    await Promise.all([readAll(hub, 'patients', '0'), readAll(hub, 'visits', '0')])
    const row = {
      seq: '1-e',
      id: 'visit:1',
      changes: [{ rev: '1-a' }],
      doc: { _id: 'visit:1', type: 'visit' },
    }
    expect(hub.append('0-e', { results: [row], last_seq: '1-e', pending: 0, asked: 0 })).toEqual(['visits'])
    expect(hub.places().get('patients')).toBe('1-e')
    expect(await readAll(hub, 'visits', hub.places().get('visits') as string)).toEqual(['visit:1'])
  })
})
