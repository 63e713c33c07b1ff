import { describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { systemClock } from '#shared/kit/clock.ts'
import { createScriptedServer } from '../testing/scripted-server.ts'
import { testContext, testPatient } from '../testing/test-workplace.ts'
import { createBatchSize } from './batch-size.ts'
import { createTransport } from './couch-transport.ts'
import { gunzip } from './gzip.ts'
import { createInPush } from './in-push.ts'
import { createIsolation, retryAfterMs } from './isolation.ts'
import { createPushHandler } from './push-handler.ts'
import type { PushRow } from './push-row.ts'

const context = testContext('push')
let stopping = new AbortController()

function setUp() {
  const server = createScriptedServer()
  const bodies: unknown[] = []
  const transport = createTransport({
    fetch: (input, init) => {
      bodies.push(init?.body)
      return server.fetch(input, init)
    },
    baseUrl: 'http://server',
    database: 'clinic-demo',
    clock: systemClock,
    onContact: () => undefined,
    program: 'abcd1234',
  })
  const acknowledged: string[] = []
  const refused: string[] = []
  const files = { given: false }
  const inPush = createInPush()
  const unmet = new Set<string>()
  const push = createPushHandler({
    transport,
    batchSize: createBatchSize(),
    signal: new AbortController().signal,
    async persist(request) {
      const answered = await request()
      stopping.signal.throwIfAborted()
      return answered
    },
    inPush,
    unmet: {
      add: async (id) => void unmet.add(id),
      remove: async (id) => void unmet.delete(id),
    },
    isAside: (id) => unmet.has(id),
    givesFiles: () => files.given,
    isRefused: (id) => refused.includes(id),
    onAcknowledged: ({ id }) => void acknowledged.push(id),
    refuse: async (row) => void refused.push(row.newDocumentState.id),
  })
  return { server, bodies, push, inPush, unmet, acknowledged, refused, files }
}
const rowOf = (document: object, assumed?: object): PushRow =>
  ({
    newDocumentState: { ...document, _deleted: false },
    ...(assumed ? { assumedMasterState: { ...assumed, _deleted: false } } : {}),
  }) as PushRow

describe('the push handler', () => {
  it('acknowledges with the revision of the server, and zips what is long', async () => {
    const { server, bodies, push, acknowledged } = setUp()
    const patient = testPatient(context, { note: 'ы'.repeat(2000) })
    const row = rowOf(patient)
    expect(await push([row])).toEqual([])
    expect(acknowledged).toEqual([patient.id])
    expect(row.newDocumentState._rev).toBe(server.documents.get(patient.id)?._rev)
    expect(bodies[0]).toBeInstanceOf(ArrayBuffer)
    expect((bodies[0] as ArrayBuffer).byteLength).toBeLessThan(1000)
    expect(await gunzip(bodies[0] as ArrayBuffer)).toContain(patient.note)
  })

  it('never writes what came from the server over a newer state that came in meanwhile', async () => {
    const { server, push } = setUp()
    const patient = testPatient(context)
    const newer = { ...patient, note: 'новее', updatedAt: context.hybridClock.next() }
    server.write(toWire(patient))
    server.write(toWire(newer, server.documents.get(patient.id)!._rev))
    const assumed = { ...newer, _rev: server.documents.get(patient.id)!._rev }
    const states = await push([rowOf({ ...patient, _downloaded: '1-1' }, assumed)])
    expect(states).toMatchObject([{ id: patient.id, note: 'новее' }])
    expect(server.documents.get(patient.id)).toMatchObject({ note: 'новее' })
    expect(server.requests.filter(({ url }) => url.includes('_bulk_docs'))).toEqual([])
  })

  it('hands over what the feed brought on top of an edit while its push was on the way', async () => {
    const { server, push, inPush, acknowledged } = setUp()
    const patient = testPatient(context)
    const row = rowOf(patient)
    const newer = { ...patient, note: 'другая', _rev: '2-b', _downloaded: '2-b', _deleted: false }
    server.fault = (_method, url) => {
      if (url.includes('_bulk_docs')) inPush.passed([newer])
      return undefined
    }
    const { _downloaded, ...state } = newer
    expect(await push([row])).toEqual([state])
    expect(acknowledged).toEqual([patient.id])
    expect(row.assumedMasterState).toMatchObject({ id: patient.id, _rev: row.newDocumentState._rev })

    inPush.passed([newer])
    const own = testPatient(context)
    server.fault = (_method, url) => {
      if (url.includes('_bulk_docs')) inPush.passed([{ ...own, _rev: '1-a', _deleted: false }])
      return undefined
    }
    expect(await push([rowOf(own)])).toEqual([])
  })

  it('lets the feed wait until RxDB has noted the push', async () => {
    const { push, inPush } = setUp()
    const patient = testPatient(context)
    await push([rowOf(patient)])
    const order: string[] = []
    const feed = inPush.settled([patient.id]).then(() => order.push('feed'))
    await inPush.settled([testPatient(context).id])
    await new Promise((resolve) => setTimeout(resolve, 0))
    order.push('noted')
    inPush.noted([patient.id])
    await feed
    expect(order).toEqual(['noted', 'feed'])
  })

  it('tells the server of a deletion that it never heard of, where a file may have carried the document', async () => {
    const { server, push, acknowledged, files } = setUp()
    const deleted = () => {
      const row = rowOf(testPatient(context))
      row.newDocumentState._deleted = true
      return row
    }
    expect(await push([deleted()])).toEqual([])
    expect([server.documents.size, acknowledged]).toEqual([0, []])
    files.given = true
    const row = deleted()
    const { id } = row.newDocumentState
    expect(await push([row])).toEqual([])
    expect(acknowledged).toEqual([id])
    expect(server.documents.get(id)).toMatchObject({ _deleted: true })
  })

  it('counts what a file brought of the server, and this person does not see, as the server’s: the feed may go over it', async () => {
    const { server, push, acknowledged, refused } = setUp()
    const hidden = testPatient(context)
    server.guard = () => ({ error: 'conflict', reason: 'Document update conflict.' })
    const row = rowOf({ ...hidden, _downloaded: true })
    expect(await push([row])).toEqual([])
    expect([refused, acknowledged]).toEqual([[], []])
    // RxDB remembers this as what the server has: a later state of it is no conflict.
    expect(row.newDocumentState).toEqual({ ...hidden, _downloaded: true, _deleted: false })
  })

  it('asks later about what a file brought of the server, when that does not answer: nobody here was refused', async () => {
    const { server, push, unmet, refused } = setUp()
    const older = testPatient(context)
    server.write(toWire({ ...older, note: 'newer' }))
    server.fault = (_method, url) =>
      url.includes('_all_docs') ? new Response('', { status: 413 }) : undefined
    const row = rowOf({ ...older, _downloaded: true })
    expect(await push([row])).toEqual([])
    expect([[...unmet], refused]).toEqual([[older.id], []])
    // RxDB is to hand it over again, not to count it as the server's: the feed may have gone by.
    expect(row.newDocumentState).toMatchObject({ id: older.id, neverThere: true })

    server.fault = undefined
    expect(await push([rowOf({ ...older, _downloaded: true })])).toMatchObject([
      { id: older.id, note: 'newer' },
    ])
    expect([...unmet]).toEqual([])
  })

  it('tells a person of what a file brought, the server does not have, and refuses for good', async () => {
    const { server, push, unmet, refused } = setUp()
    server.guard = () => ({ error: 'forbidden', reason: 'x' })
    const row = rowOf({ ...testPatient(context), _downloaded: true })
    const { id } = row.newDocumentState
    await push([row])
    expect([[...unmet], refused]).toEqual([[], [id]])
    expect(row.newDocumentState).toMatchObject({ id, neverThere: true })
  })

  it('leaves a refused edit of what was to be asked about to the person who made it', async () => {
    const { server, push, unmet, refused } = setUp()
    const edited = testPatient(context)
    unmet.add(edited.id)
    server.guard = () => ({ error: 'forbidden', reason: 'x' })
    await push([rowOf(edited)])
    expect([[...unmet], refused]).toEqual([[], [edited.id]])
  })

  it('forgets to ask later once the server has the document', async () => {
    const { push, unmet } = setUp()
    const [edited, known] = [testPatient(context), testPatient(context)]
    unmet.add(edited.id).add(known.id)
    await push([rowOf(edited), rowOf(known, known)])
    expect([...unmet]).toEqual([])
  })

  it('puts a refused document aside and leaves it unsent, the others go', async () => {
    const { server, push, acknowledged, refused } = setUp()
    const [bad, good] = [testPatient(context), testPatient(context)]
    server.guard = ({ _id }) => (_id === bad.id ? { error: 'forbidden', reason: 'x' } : undefined)
    const row = rowOf(bad)
    await push([row, rowOf(good)])
    expect([refused, acknowledged]).toEqual([[bad.id], [good.id]])
    expect(row.newDocumentState).toMatchObject({ id: bad.id, neverThere: true })
  })

  it('leaves what was taken back when the server never had it and takes no deletion of it', async () => {
    const { server, push, files, acknowledged, refused } = setUp()
    const { id, ...barred } = testPatient(context)
    server.guard = () => ({ error: 'forbidden', reason: 'x' })
    files.given = true
    const row = { newDocumentState: { id, ...barred, _deleted: true } } as unknown as PushRow
    expect(await push([row])).toEqual([])
    expect([acknowledged, refused]).toEqual([[], []])
    expect(row.newDocumentState).toMatchObject({ id, _deleted: true })
  })

  it('leaves its rows as they were when it fails half-way: it is called with them again', async () => {
    const { server, push, acknowledged } = setUp()
    const [bad, good] = [testPatient(context, { note: 'here' }), testPatient(context)]
    server.guard = ({ _id }) => (_id === bad.id ? { error: 'forbidden', reason: 'x' } : undefined)
    const rows = [rowOf(bad), rowOf(good)]
    server.fault = (_method, url) => {
      if (url.includes('_all_docs')) stopping.abort()
      return undefined
    }
    await expect(push(rows)).rejects.toThrow()
    expect(rows[0]?.newDocumentState).toMatchObject({ id: bad.id, note: 'here' })
    server.fault = undefined
    stopping = new AbortController()
    expect(await push(rows)).toEqual([])
    expect(acknowledged).toEqual([good.id, good.id])
    expect(rows[0]?.newDocumentState).toMatchObject({ id: bad.id, neverThere: true })
  })

  it('halves a look-up that is too large, and puts aside a document that cannot be looked up', async () => {
    const { server, push, acknowledged, refused } = setUp()
    const patients = Array.from({ length: 5 }, () => testPatient(context))
    const there = patients.map((patient) => ({ ...patient, note: 'there' }))
    for (const patient of there) server.write(toWire(patient))
    const odd = patients[3]!.id
    server.fault = (_method, url, body) => {
      const { keys = [] } = body as { keys?: string[] }
      return url.includes('_all_docs') && (keys.length > 2 || keys.includes(odd))
        ? new Response('', { status: 413 })
        : undefined
    }
    const states = await push(patients.map((patient) => rowOf(patient)))
    expect(states.map(({ id }) => id).sort()).toEqual(
      patients
        .map(({ id }) => id)
        .filter((id) => id !== odd)
        .sort(),
    )
    expect([refused, acknowledged]).toEqual([[odd], []])
  })

  it('hands over the state of the server when both changed', async () => {
    const { server, push } = setUp()
    const patient = testPatient(context)
    const { id, ...rest } = patient
    server.write({ ...rest, _id: id, note: 'there' })
    const [conflict] = await push([rowOf({ ...patient, note: 'here' }, patient)])
    expect(conflict).toMatchObject({ id, note: 'there' })
  })
})

describe('the isolation of a document on which pushes break', () => {
  const failure = { code: 'server.unavailable' } as never

  it('needs several failures and a server that answers', async () => {
    let answers = false
    const isolation = createIsolation(async () => answers)
    expect(await isolation.isAtFault(failure, 5, false)).toBe(false)
    answers = true
    expect(await isolation.isAtFault(failure, 2, false)).toBe(false)
    expect(await isolation.isAtFault(failure, 3, false)).toBe(true)
    expect(await isolation.isAtFault(failure, 1, true)).toBe(true)
    expect(await isolation.isAtFault({ code: 'session.expired' } as never, 9, true)).toBe(false)
  })

  it('grows patient when many are put aside and nothing is taken', async () => {
    const isolation = createIsolation(async () => true)
    for (let i = 0; i < 3; i++) isolation.isolated()
    expect(await isolation.isAtFault(failure, 7, true)).toBe(false)
    expect(await isolation.isAtFault(failure, 8, true)).toBe(true)
    isolation.taken()
    expect(await isolation.isAtFault(failure, 1, true)).toBe(true)
  })

  it('tries again after a minute, later after an hour at most', () => {
    expect([1, 2, 3, 20].map(retryAfterMs)).toEqual([60_000, 120_000, 240_000, 3_600_000])
  })
})
