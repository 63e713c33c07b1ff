import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

interface Change {
  id: string
  seq: string
}

describe('a filter of a design document', () => {
  const filters = {
    _id: '_design/f',
    filters: {
      odd: 'function (doc, req) { return doc.n % 2 === 1 && doc.n >= Number(req.query.min || 0) }',
      mine: 'function (doc, req) { return doc.owner === req.userCtx.name }',
      bad: 'function (doc) { return doc.no.where }',
      nosy: 'function (doc, req) { return /authorization|cookie/i.test(Object.keys(req.headers).join()) }',
    },
    views: { big: { map: 'function (doc) { if (doc.n > 7) emit(doc.n) }' } },
  }
  const changes = (query: string) => server.ask('GET', `/f/_changes?${query}`)
  const idsOf = (results: Change[]): string => results.map((row) => row.id).join('')
  beforeAll(async () => {
    await server.ask('PUT', '/f')
    const docs = Array.from({ length: 10 }, (_, n) => ({ _id: String(n), n, owner: n === 3 ? 'admin' : 'x' }))
    await server.ask('POST', '/f/_bulk_docs', { docs: [filters, ...docs] })
  })

  it('V16 decides with the request at hand', async () => {
    expect(idsOf((await changes('filter=f/odd')).json.results)).toBe('13579')
    expect(idsOf((await changes('filter=f/odd&min=4')).json.results)).toBe('579')
    expect(idsOf((await changes('filter=f/mine')).json.results)).toBe('3')
    expect((await changes('filter=f/nosy')).json.results).toEqual([])
    expect(idsOf((await changes('filter=_view&view=f/big')).json.results)).toBe('89')
    expect(idsOf((await changes('filter=_design')).json.results)).toBe('_design/f')
    const { doc } = (await changes('filter=f/odd&include_docs=true&limit=1')).json.results[0]
    expect(doc).toMatchObject({ _id: '1', n: 1 })
  })

  it('C10 runs before the limit, and goes on where it ended', async () => {
    const seen: string[] = []
    let since = '0'
    for (;;) {
      const { json } = await changes(`filter=f/odd&limit=2&since=${since}`)
      seen.push(...json.results.map((row: Change) => row.id))
      since = json.last_seq
      if (json.results.length < 2) break
    }
    expect(seen.join('')).toBe('13579')
    expect(idsOf((await changes('filter=f/odd&descending=true&limit=2')).json.results)).toBe('97')
  })

  it('V16 judges every leaf when all are asked for, and tombstones with their bodies', async () => {
    await server.ask('PUT', '/leaves')
    await server.ask('PUT', '/leaves/_design/f', {
      filters: { odd: 'function (doc) { return doc.n % 2 === 1 }' },
    })
    await server.ask('POST', '/leaves/_bulk_docs', {
      new_edits: false,
      docs: [
        { _id: 'a', _rev: '1-b', n: 2 },
        { _id: 'a', _rev: '1-a', n: 1 },
        { _id: 'b', _rev: '1-a', n: 3, _deleted: true },
      ],
    })
    const shown = async (style: string) =>
      (await server.ask('GET', `/leaves/_changes?filter=f/odd&style=${style}`)).json.results
    expect(await shown('main_only')).toMatchObject([{ id: 'b', deleted: true }])
    expect(await shown('all_docs')).toMatchObject([{ id: 'a', changes: [{ rev: '1-a' }] }, { id: 'b' }])
  })

  it('V16 is refused when it is not there, and fails its feed alone', async () => {
    const asked: [string, number, string][] = [
      ['filter=f/none', 404, 'missing json key: none'],
      ['filter=none/odd', 404, 'missing'],
      ['filter=odd', 400, 'filter parameter must be of the form `designname/filtername`'],
      ['filter=_view', 400, '`view` filter parameter must be of the form `designname/viewname`'],
    ]
    for (const [query, status, reason] of asked) {
      const answer = await changes(query)
      expect([query, answer.status, answer.json.reason]).toEqual([query, status, reason])
    }
    expect((await changes('filter=f/bad')).status).toBe(500)
    expect((await changes('filter=f/odd&limit=1')).status).toBe(200)
  })

  it('V16 works in feeds that wait', async () => {
    const { last_seq } = (await changes('limit=100')).json
    const longpoll = changes(`feed=longpoll&filter=f/odd&since=${last_seq}&timeout=10000`)
    await server.ask('PUT', '/f/even', { n: 100 })
    await server.ask('PUT', '/f/odd', { n: 101 })
    expect(idsOf((await longpoll).json.results)).toBe('odd')
    const lines = (await changes(`feed=continuous&filter=f/odd&since=${last_seq}&timeout=500`)).text
      .trim()
      .split('\n')
    expect(lines.map((line) => (JSON.parse(line) as Change).id)).toEqual(['odd', undefined])
  })
})

describe('validate_doc_update', () => {
  const put = (id: string, body: object, as?: string) =>
    server.ask('PUT', `/v/${id}`, body, as === undefined ? {} : { as })
  beforeAll(async () => {
    await server.ask('PUT', '/v')
    await server.ask('PUT', '/v/_design/rules', {
      validate_doc_update: `function (newDoc, oldDoc, userCtx, secObj) {
        if (newDoc._deleted) return
        if (newDoc.kind === 'no') throw { forbidden: 'not this kind' }
        if (newDoc.kind === 'who') throw { unauthorized: userCtx.name + ' of ' + userCtx.db + ', ' + userCtx.roles + ', ' + typeof secObj }
        if (oldDoc && oldDoc.n > newDoc.n) throw { forbidden: 'from ' + oldDoc.n }
      }`,
    })
  })

  it('V17 refuses a write with the words of the function', async () => {
    expect(await put('a', { kind: 'no' })).toMatchObject({
      status: 403,
      json: { error: 'forbidden', reason: 'not this kind' },
    })
    const [row] = (await server.ask('POST', '/v/_bulk_docs', { docs: [{ _id: 'a', kind: 'who' }] })).json
    expect(row).toMatchObject({ id: 'a', error: 'unauthorized' })
    expect(row.reason).toMatch(/ of v, .*_admin.*, object$/)
    expect((await put('a', { n: 1 })).status).toBe(201)
  })

  it('V17 sees the stored document, and fails its row alone', async () => {
    const { rev } = (await put('counter', { n: 5 })).json
    const { status, json } = await server.ask('POST', '/v/_bulk_docs', {
      docs: [{ _id: 'counter', _rev: rev, n: 4 }, { _id: 'fine' }, { _id: 'wrong', kind: 'no' }],
    })
    expect(status).toBe(201)
    expect(json).toMatchObject([
      { error: 'forbidden', reason: 'from 5' },
      { ok: true },
      { error: 'forbidden' },
    ])
    const replicated = await server.ask('POST', '/v/_bulk_docs', {
      new_edits: false,
      docs: [
        { _id: 'counter', n: 3, _rev: '2-x', _revisions: { start: 2, ids: ['x', rev.slice(2)] } },
        { _id: 'elsewhere', kind: 'no', _rev: '1-x' },
      ],
    })
    expect(replicated.json).toMatchObject([
      { id: 'counter', error: 'forbidden' },
      { id: 'elsewhere', error: 'forbidden' },
    ])
    expect((await server.ask('GET', '/v/counter')).json.n).toBe(5)
  })

  it('V17 looks again when another write came between', async () => {
    await put('race', { n: 0 })
    const add = async (): Promise<void> => {
      for (;;) {
        const { _rev, n } = (await server.ask('GET', '/v/race')).json
        const { status } = await put('race', { _rev, n: n + 1 })
        if (status === 201) return
        expect(status).toBe(409)
      }
    }
    await Promise.all(Array.from({ length: 8 }, add))
    expect((await server.ask('GET', '/v/race')).json).toMatchObject({ n: 8 })
    // The second revision stands on the first of the same batch.
    const line = await server.ask('POST', '/v/_bulk_docs', {
      new_edits: false,
      docs: [
        { _id: 'line', n: 5, _rev: '1-a' },
        { _id: 'line', n: 4, _rev: '2-b', _revisions: { start: 2, ids: ['b', 'a'] } },
      ],
    })
    expect(line.json).toMatchObject([{ id: 'line', error: 'forbidden', reason: 'from 5' }])
    const same = await server.ask('POST', '/v/_bulk_docs', {
      docs: [
        { _id: 'twice', n: 1 },
        { _id: 'twice', n: 2 },
      ],
    })
    expect(same.json).toMatchObject([{ ok: true }, { error: 'conflict' }])
  })

  it('V17 lets design documents pass, and deletions that it lets pass', async () => {
    expect((await server.ask('PUT', '/v/_design/other', { kind: 'no' })).status).toBe(201)
    const { rev } = (await put('short-lived', { n: 1 })).json
    expect((await server.ask('DELETE', `/v/short-lived?rev=${rev}`)).status).toBe(200)
  })
})
