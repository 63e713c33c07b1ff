import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feedsWaiting } from './feeds-waiting.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
let count = 0
const newDatabase = async (documents = 0): Promise<string> => {
  const path = `/t${++count}`
  await server.ask('PUT', path)
  if (documents > 0) await fill(path, 0, documents)
  return path
}
const fill = (db: string, from: number, to: number) =>
  server.ask('POST', `${db}/_bulk_docs`, {
    docs: Array.from({ length: to - from }, (_, index) => ({
      _id: `d${from + index}`,
      even: (from + index) % 2 === 0,
      n: from + index,
    })),
  })
const ids = (rows: { id: string }[]): string[] => rows.map((row) => row.id)
/** What has come when it ends so: a busy machine may deliver in one piece what was sent in two. */
const readUntil = async (reader: ReadableStreamDefaultReader<string>, end: string): Promise<string> => {
  let text = ''
  while (!text.endsWith(end)) {
    const { done, value } = await reader.read()
    if (done) throw new Error(`it ended with ${text}`)
    text += value
  }
  return text
}

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

describe('the changes feed', () => {
  it('C7 has one row a document, at its newest place', async () => {
    const db = await newDatabase(3)
    const { _rev } = (await server.ask('GET', `${db}/d0`)).json
    await server.ask('PUT', `${db}/d0`, { _rev, n: 'new' })
    const { results } = (await server.ask('GET', `${db}/_changes?include_docs=true`)).json
    expect(ids(results)).toEqual(['d1', 'd2', 'd0'])
    expect(results[2].doc).toMatchObject({ _id: 'd0', n: 'new' })
    expect(ids((await server.ask('GET', `${db}/_changes?descending=true`)).json.results)).toEqual([
      'd0',
      'd2',
      'd1',
    ])
  })

  it('C8 can be read page by page to its end, with the number that is left', async () => {
    const db = await newDatabase(25)
    let since = '0'
    const seen: string[] = []
    const pending: number[] = []
    for (let page = 0; page < 4; page++) {
      const { json } = await server.ask('GET', `${db}/_changes?limit=10&since=${since}`)
      seen.push(...ids(json.results))
      pending.push(json.pending)
      since = json.last_seq
    }
    expect(new Set(seen).size).toBe(25)
    expect(pending).toEqual([15, 5, 0, 0])
    expect((await server.ask('GET', `${db}/_changes?since=now&limit=0`)).json).toEqual({
      results: [],
      last_seq: since,
      pending: 0,
    })
  })

  it('C8 refuses a since that it never gave out', async () => {
    const db = await newDatabase(2)
    const since: string = (await server.ask('GET', db)).json.update_seq
    for (const bad of [since.replace(/^2/, '3'), '2-00000000', '2', 'abc', '-1', '{}']) {
      const { status, json } = await server.ask('GET', `${db}/_changes?since=${encodeURIComponent(bad)}`)
      expect([bad, status]).toEqual([bad, 400])
      expect(json.reason).toMatch(/^unknown_since/)
    }
  })

  it('C10 fills a page after the filter and ends only where the feed ends', async () => {
    const db = await newDatabase(40)
    const selector = { selector: { even: false, n: { $gt: 5 } } }
    const page = (await server.ask('POST', `${db}/_changes?filter=_selector&limit=10`, selector)).json
    expect(ids(page.results)).toEqual(['d7', 'd9', 'd11', 'd13', 'd15', 'd17', 'd19', 'd21', 'd23', 'd25'])
    const rest = (
      await server.ask('POST', `${db}/_changes?filter=_selector&limit=10&since=${page.last_seq}`, selector)
    ).json
    expect(rest.results).toHaveLength(7)
    expect(rest.last_seq).toMatch(/^40-/)
    const some = await server.ask('POST', `${db}/_changes?filter=_doc_ids`, {
      doc_ids: ['d3', 'd39', 'none'],
    })
    expect(ids(some.json.results)).toEqual(['d3', 'd39'])
    expect(
      (await server.ask('POST', `${db}/_changes?filter=_selector`, { selector: { a: { $foo: 1 } } })).status,
    ).toBe(400)
    expect((await server.ask('GET', `${db}/_changes?filter=app/mine`)).status).toBe(404)
  })

  it('C8 sends a feed of any length in steps, gzipped or not, and lets others be served between them', async () => {
    const db = await newDatabase(5000)
    for (const encoding of ['gzip', 'identity']) {
      const answer = await server.ask('GET', `${db}/_changes?include_docs=true`, undefined, {
        headers: { 'accept-encoding': encoding },
      })
      expect(ids(answer.json.results)).toEqual(Array.from({ length: 5000 }, (_, index) => `d${index}`))
      expect(answer.json).toMatchObject({ last_seq: expect.stringMatching(/^5000-/), pending: 0 })
    }
    const most = (await server.ask('GET', `${db}/_changes?limit=4500`)).json
    expect([most.results.length, most.pending, most.last_seq.split('-')[0]]).toEqual([4500, 500, '4500'])
    const selected = await server.ask('POST', `${db}/_changes?filter=_selector`, {
      selector: { n: { $gte: 4990 } },
    })
    expect(ids(selected.json.results)).toHaveLength(10)
    const feed = (kind: string, ...wanted: number[]) =>
      server.ask('POST', `${db}/_changes?filter=_selector&feed=${kind}`, {
        selector: { n: { $in: wanted } },
      })
    const early = await feed('longpoll', 700, 4990)
    expect([ids(early.json.results), early.json.last_seq.split('-')[0]]).toEqual([['d700', 'd4990'], '5000'])
    expect(ids((await feed('longpoll', 4999)).json.results)).toEqual(['d4999'])
    const late = feed('longpoll', 5001)
    await feedsWaiting(server, 1)
    await fill(db, 5000, 5002)
    expect(ids((await late).json.results)).toEqual(['d5001'])
    const lines = (await feed('continuous&timeout=500', 3, 2000, 5000)).text.trim().split('\n')
    expect(lines.filter((line) => line !== '').map((line) => JSON.parse(line).id)).toEqual([
      'd3',
      'd2000',
      'd5000',
      undefined,
    ])
    expect(JSON.parse(lines.at(-1)!).last_seq).toMatch(/^5002-/)
  })

  it('C9 sends the first line of a longpoll at once, newlines while it waits, and the change when it comes', async () => {
    const db = await newDatabase(1)
    const response = await fetch(
      `${server.url}${db}/_changes?feed=longpoll&since=now&heartbeat=500&include_docs=true`,
      {
        headers: { authorization: `Basic ${btoa('admin:admin-secret')}` },
      },
    )
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    expect(await readUntil(reader, '\n\n')).toMatch(/^\{"results":\[\n+$/)
    await fill(db, 1, 2)
    let rest = ''
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value
    const page = JSON.parse(`{"results":[\n${rest}`)
    expect(page.results[0]).toMatchObject({ id: 'd1', doc: { n: 1 } })
    expect(page.last_seq).toMatch(/^2-/)
    expect(response.headers.get('lekar-protocol')).toBe('1')
  })

  it('C9 answers a longpoll at once when there is news already', async () => {
    const db = await newDatabase(3)
    const news = (encoding: string) =>
      server.ask('GET', `${db}/_changes?feed=longpoll&heartbeat=60000`, undefined, {
        headers: { 'accept-encoding': encoding },
        signal: AbortSignal.timeout(30_000),
      })
    for (const encoding of ['gzip', 'identity'])
      expect(ids((await news(encoding)).json.results)).toEqual(['d0', 'd1', 'd2'])
  })

  it('C9 refuses a heartbeat that is none', async () => {
    const db = await newDatabase(0)
    const reason = async (heartbeat: string) =>
      (await server.ask('GET', `${db}/_changes?feed=continuous&heartbeat=${heartbeat}`)).json.reason
    for (const none of ['0', '-1000'])
      expect(await reason(none)).toBe('The heartbeat value should be a positive integer (in milliseconds).')
    for (const none of ['a1000', '', '1.5'])
      expect(await reason(none)).toBe(
        'Invalid heartbeat value. Expecting a positive integer value (in milliseconds).',
      )
  })

  it('C9 ends an idle longpoll at its timeout with a page that can be gone on from', async () => {
    const db = await newDatabase(1)
    const { status, json } = await server.ask('GET', `${db}/_changes?feed=longpoll&since=now&timeout=50`)
    expect(status).toBe(200)
    expect(json).toMatchObject({ results: [], pending: 0 })
    expect((await server.ask('GET', `${db}/_changes?since=${json.last_seq}`)).json.results).toEqual([])
  })

  it('C9 does not wake a longpoll for changes that its filter drops', async () => {
    const db = await newDatabase(0)
    const asked = server.ask('POST', `${db}/_changes?feed=longpoll&filter=_doc_ids&heartbeat=5000`, {
      doc_ids: ['d3'],
    })
    await fill(db, 0, 3)
    await fill(db, 3, 4)
    const { json } = await asked
    expect(ids(json.results)).toEqual(['d3'])
    expect(json.last_seq).toMatch(/^4-/)
  })

  it('C9 sends one line a change in a continuous feed', async () => {
    const db = await newDatabase(2)
    const { text } = await server.ask('GET', `${db}/_changes?feed=continuous&timeout=50&include_docs=true`)
    const lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
    expect(ids(lines.slice(0, 2))).toEqual(['d0', 'd1'])
    expect(lines[2].last_seq).toMatch(/^2-/)
  })
})

describe('a continuous feed', () => {
  it('C9 C17 sends a long history in steps, whole and in order, and holds to its limit', async () => {
    const db = await newDatabase(3200)
    const rows = async (query: string) => {
      const { text } = await server.ask('GET', `${db}/_changes?feed=continuous&timeout=300&${query}`)
      const lines = text.split('\n').filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line))
    }
    const all = await rows('include_docs=true')
    expect(ids(all.slice(0, -1))).toEqual(Array.from({ length: 3200 }, (_, index) => `d${index}`))
    expect(all.at(-1)).toMatchObject({ last_seq: expect.stringMatching(/^3200-/), pending: 0 })
    const some = await rows('limit=1200')
    expect([some.length, some.at(-1).pending]).toEqual([1201, 2000])
  })
})

describe('a feed of events', () => {
  it('C9 sends one event a change, goes on after the last one seen, and lives by heartbeats', async () => {
    const db = await newDatabase(2)
    const path = `${db}/_changes?feed=eventsource&timeout=50`
    const answer = await server.ask('GET', path)
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const events = answer.text.trim().split('\n\n')
    const sent = events.map((event) => /^data: (.*)\nid: (.*)$/.exec(event)!)
    expect(ids(sent.map((event) => JSON.parse(event[1]!)))).toEqual(['d0', 'd1'])
    const after = { headers: { 'last-event-id': sent[0]![2]! } }
    const rest = await server.ask('GET', path, undefined, after)
    expect(rest.text.match(/"id":"d\d"/g)).toEqual(['"id":"d1"'])
    const stop = new AbortController()
    const live = await fetch(`${server.url}${db}/_changes?feed=eventsource&since=now&heartbeat=500`, {
      headers: { authorization: `Basic ${btoa('admin:admin-secret')}` },
      signal: stop.signal,
    })
    const reader = live.body!.pipeThrough(new TextDecoderStream()).getReader()
    expect(await readUntil(reader, 'event: heartbeat\ndata: \n\n')).toBeDefined()
    stop.abort()
  })
})

describe('documents by id', () => {
  it('C14 sorts ids as bytes and reads ranges', async () => {
    const db = await newDatabase(0)
    const all = ['B', 'a', 'a&b#c', 'aa', 'б', 'я', '𐐷']
    await server.ask('POST', `${db}/_bulk_docs`, { docs: [...all].reverse().map((_id) => ({ _id })) })
    const read = async (query: string) => ids((await server.ask('GET', `${db}/_all_docs?${query}`)).json.rows)
    expect(await read('')).toEqual(all)
    expect(await read('descending=true&limit=2')).toEqual(['𐐷', 'я'])
    expect(await read('startkey="a"&endkey="aa"')).toEqual(['a', 'a&b#c', 'aa'])
    expect(await read('startkey="a"&endkey="aa"&inclusive_end=false')).toEqual(['a', 'a&b#c'])
    expect(await read('startkey="aa"&endkey="a"&descending=true&inclusive_end=false')).toEqual([
      'aa',
      'a&b#c',
    ])
    expect(await read('skip=5')).toEqual(['я', '𐐷'])
    expect((await server.ask('GET', `${db}/_all_docs?startkey="a"&limit=1`)).json).toMatchObject({
      total_rows: 7,
      offset: 1,
    })
    expect((await server.ask('GET', `${db}/${encodeURIComponent('a&b#c')}`)).json._id).toBe('a&b#c')
  })

  it('C14 answers keys in their order, the tombstone with its body when it is asked for', async () => {
    const db = await newDatabase(2)
    const { _rev } = (await server.ask('GET', `${db}/d1`)).json
    await server.ask('POST', `${db}/_bulk_docs`, {
      docs: [{ _id: 'd1', _rev, _deleted: true, why: 'twice' }],
    })
    const asked = { keys: ['none', 'd1', 'd0', 7, 'd0'], include_docs: true }
    const plain = (await server.ask('POST', `${db}/_all_docs`, asked)).json.rows
    expect(plain.map((row: { key: unknown }) => row.key)).toEqual(['none', 'd1', 'd0', 7, 'd0'])
    expect(plain[0]).toEqual({ key: 'none', error: 'not_found' })
    expect(plain[1]).toMatchObject({ value: { deleted: true }, doc: null })
    const rows = (await server.ask('POST', `${db}/_all_docs?include_docs=true`, { ...asked, deleted: 'ok' }))
      .json.rows
    expect(rows[1].doc).toMatchObject({ _id: 'd1', _deleted: true, why: 'twice' })
    expect(rows[2].doc).toMatchObject({ _id: 'd0', n: 0 })
    expect((await server.ask('POST', `${db}/_all_docs`, { keys: [] })).json.rows).toEqual([])
  })

  it('C11 names what is missing and knows interior revisions that were never stored', async () => {
    const db = await newDatabase(0)
    const doc = { _id: 'a', _rev: '3-cc', _revisions: { start: 3, ids: ['cc', 'bb', 'aa'] } }
    await server.ask('POST', `${db}/_bulk_docs`, { docs: [doc], new_edits: false })
    const { json } = await server.ask('POST', `${db}/_revs_diff`, {
      a: ['3-cc', '2-bb', '1-aa', '4-dd', '2-xx'],
      b: ['1-aa'],
      c: [],
    })
    expect(json).toEqual({
      a: { missing: ['4-dd', '2-xx'], possible_ancestors: ['3-cc'] },
      b: { missing: ['1-aa'] },
    })
  })

  it('C12 answers every pair of a bulk read, with history and the latest leaves', async () => {
    const db = await newDatabase(0)
    const push = (docs: object[]) => server.ask('POST', `${db}/_bulk_docs`, { docs, new_edits: false })
    await push([{ _id: 'a', _rev: '2-bb', _revisions: { start: 2, ids: ['bb', 'aa'] }, side: 'b' }])
    await push([{ _id: 'a', _rev: '2-cc', _revisions: { start: 2, ids: ['cc', 'aa'] }, side: 'c' }])
    const asked = { docs: [{ id: 'a', rev: '1-aa' }, { id: 'none', rev: '1-x' }, { id: 'a' }] }
    const { json } = await server.ask('POST', `${db}/_bulk_get?revs=true&latest=true`, asked)
    const sides = (row: { docs: { ok?: { side: string } }[] }) => row.docs.map((each) => each.ok?.side).sort()
    expect(sides(json.results[0])).toEqual(['b', 'c'])
    expect(json.results[0].docs[0].ok._revisions.ids[1]).toBe('aa')
    expect(json.results[1].docs[0].error).toMatchObject({ id: 'none', rev: '1-x', error: 'not_found' })
    expect(sides(json.results[2])).toEqual(['b', 'c'])
    const exact = (await server.ask('POST', `${db}/_bulk_get`, { docs: [{ id: 'a', rev: '1-aa' }] })).json
    expect(exact.results[0].docs[0].error.error).toBe('not_found')
  })

  it('answers 304 to a document the client has', async () => {
    const db = await newDatabase(1)
    const etag = (await server.ask('GET', `${db}/d0`)).headers.get('etag')!
    expect(
      (await server.ask('GET', `${db}/d0`, undefined, { headers: { 'if-none-match': etag } })).status,
    ).toBe(304)
  })
})

describe('the server and its databases', () => {
  it('speaks as CouchDB at its root and opens the workplace for a browser', async () => {
    const root = await server.ask('GET', '/', undefined, { as: 'nobody:junk' })
    expect(root.status).toBe(200)
    expect(root.json).toMatchObject({ couchdb: 'Welcome', uuid: expect.stringMatching(/^[0-9a-f]{32}$/) })
    const page = await server.ask('GET', '/', undefined, { headers: { accept: 'text/html,*/*' } })
    expect([page.status, page.headers.get('location')]).toEqual([302, '/app/'])
    expect((await server.ask('GET', '/_up', undefined, { as: null })).json.status).toBe('ok')
    expect((await server.ask('GET', '/_uuids?count=3', undefined, { as: null })).json.uuids).toHaveLength(3)
  })

  it('makes, lists and removes databases', async () => {
    expect((await server.ask('PUT', '/made+here%2Fnow')).status).toBe(201)
    expect((await server.ask('PUT', '/made+here%2Fnow/')).json.error).toBe('file_exists')
    expect((await server.ask('GET', '/_all_dbs')).json).toContain('made+here/now')
    expect((await server.ask('GET', '/made+here%2Fnow/')).json.db_name).toBe('made+here/now')
    const waiting = server.ask('GET', '/made+here%2Fnow/_changes?feed=longpoll&heartbeat=9000')
    await feedsWaiting(server, 1)
    expect((await server.ask('DELETE', '/made+here%2Fnow')).json).toEqual({ ok: true })
    expect((await waiting).json.results).toEqual([])
    expect((await server.ask('GET', '/made+here%2Fnow')).json.reason).toBe('Database does not exist.')
    expect((await server.ask('PUT', '/Bad')).json.error).toBe('illegal_database_name')
  })

  it('answers 415 to a body that says it is no JSON, and 404 in CouchDB’s words to what is not there', async () => {
    const db = await newDatabase(0)
    const answer = await server.ask('POST', `${db}/_bulk_docs`, '{"docs":[]}', {
      headers: { 'content-type': 'text/plain' },
    })
    expect([answer.status, answer.json.error]).toEqual([415, 'bad_content_type'])
    expect((await server.ask('GET', '/a/b/c/d')).json).toEqual({
      error: 'not_found',
      reason: 'Database does not exist.',
    })
  })
})

describe('long lists', () => {
  it('C14 are the same in steps as at once, both ways, between bounds, with a skip and a limit', async () => {
    await server.ask('PUT', '/long')
    const ids = Array.from({ length: 1700 }, (_, n) => `d${String(n).padStart(5, '0')}`)
    await server.ask('POST', '/long/_bulk_docs', { docs: ids.map((_id) => ({ _id })) })
    const list = async (query: string) => {
      const { json } = await server.ask('GET', `/long/_all_docs?${query}`)
      expect(json.total_rows).toBe(1700)
      return { offset: json.offset, ids: json.rows.map((row: { id: string }) => row.id) }
    }
    expect(await list('')).toEqual({ offset: 0, ids })
    expect(await list('descending=true')).toEqual({ offset: 0, ids: ids.toReversed() })
    expect(await list('startkey="d00100"&endkey="d01500"&inclusive_end=false&skip=7')).toEqual({
      offset: 107,
      ids: ids.slice(107, 1500),
    })
    expect(await list('descending=true&startkey="d01500"&endkey="d00100"&inclusive_end=false')).toEqual({
      offset: 199,
      ids: ids.slice(101, 1501).toReversed(),
    })
    expect((await list('limit=1201')).ids).toEqual(ids.slice(0, 1201))
    expect((await list('limit=1000&skip=1000')).ids).toEqual(ids.slice(1000))
    expect((await list('startkey="x"')).ids).toEqual([])
  })
})
