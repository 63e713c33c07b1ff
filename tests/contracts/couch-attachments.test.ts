/// <reference path="./pouchdb-core.d.ts" />
import { createHash } from 'node:crypto'
import { request as rawRequest } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'
import adapterHttp from 'pouchdb-adapter-http'
import PouchDB from 'pouchdb-core'
import replication from 'pouchdb-replication'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { partsOf } from '../../sync-server/couch/multipart-read.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

PouchDB.plugin(adapterHttp).plugin(replication)

let server: RunningServer
let count = 0
const newDatabase = async (): Promise<string> => {
  const path = `/t${++count}`
  await server.ask('PUT', path)
  return path
}
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const digest = (text: string): string => `md5-${createHash('md5').update(text).digest('base64')}`
const text = (value: string) => ({ content_type: 'text/plain', data: base64(value) })
const asJson = { headers: { accept: 'application/json' } }
const put = (path: string, content: string, type = 'text/plain') =>
  server.ask('PUT', path, content, { headers: { 'content-type': type } })

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

describe('attachments inside documents', () => {
  it('C18 are kept, named by stubs, and given back when they are asked for', async () => {
    const db = await newDatabase()
    const { rev } = (
      await server.ask('PUT', `${db}/a`, {
        n: 1,
        _attachments: { 'x.txt': text('слово'), empty: { data: '' } },
      })
    ).json
    const stub = { content_type: 'text/plain', revpos: 1, digest: digest('слово'), length: 10, stub: true }
    const empty = {
      content_type: 'application/octet-stream',
      revpos: 1,
      digest: digest(''),
      length: 0,
      stub: true,
    }
    const plain = await server.ask('GET', `${db}/a`)
    expect(plain.json).toEqual({ _id: 'a', _rev: rev, n: 1, _attachments: { 'x.txt': stub, empty } })
    const { stub: _, length: __, ...named } = stub
    const whole = { ...named, data: base64('слово') }
    expect(
      (await server.ask('GET', `${db}/a?attachments=true`, undefined, asJson)).json._attachments,
    ).toEqual({
      'x.txt': whole,
      empty: { content_type: 'application/octet-stream', revpos: 1, digest: digest(''), data: '' },
    })
    for (const path of ['_changes?include_docs=true', '_all_docs?include_docs=true']) {
      const rows = (answer: { results?: unknown[]; rows?: unknown[] }) => answer.results ?? answer.rows
      expect(rows((await server.ask('GET', `${db}/${path}`)).json)).toMatchObject([
        { doc: { _attachments: { 'x.txt': stub } } },
      ])
      expect(rows((await server.ask('GET', `${db}/${path}&attachments=true`)).json)).toMatchObject([
        { doc: { _attachments: { 'x.txt': whole } } },
      ])
    }
    const bulk = await server.ask('POST', `${db}/_bulk_get?attachments=true`, { docs: [{ id: 'a' }] })
    expect(bulk.json.results[0].docs[0].ok._attachments['x.txt']).toEqual(whole)
    const known = await server.ask('POST', `${db}/_bulk_get?attachments=true`, {
      docs: [{ id: 'a', rev, atts_since: [rev] }],
    })
    expect(known.json.results[0].docs[0].ok._attachments['x.txt']).toEqual(stub)
  })

  it('C17 C18 leave in steps, whatever they come to, by revision, by key, and from the newest down', async () => {
    const db = await newDatabase()
    const data = Buffer.alloc(1_600_000, 'x').toString('base64')
    const ids = ['a', 'b', 'c', 'd']
    for (const id of ids)
      await server.ask('PUT', `${db}/${id}`, { _attachments: { f: { content_type: 'image/png', data } } })
    interface Shown {
      _id: string
      _attachments: { f: { data: string } }
    }
    const lengthOf = (doc: Shown) => `${doc._id} ${doc._attachments.f.data.length}`
    const expected = ids.map((id) => `${id} ${data.length}`)
    const bulk = await server.ask('POST', `${db}/_bulk_get?attachments=true`, {
      docs: [...ids.map((id) => ({ id })), { id: 'nothing' }],
    })
    expect(
      bulk.json.results.slice(0, 4).map((row: { docs: { ok: Shown }[] }) => lengthOf(row.docs[0]!.ok)),
    ).toEqual(expected)
    expect(bulk.json.results[4].docs[0].error.error).toBe('not_found')
    expect(bulk.headers.get('content-length')).toBe(null)
    const query = 'include_docs=true&attachments=true'
    const keys = ['d', 'nothing', 'a']
    const list = await server.ask('POST', `${db}/_all_docs?${query}`, { keys })
    expect(
      list.json.rows.map((row: { doc?: Shown; error?: string }) => (row.doc ? lengthOf(row.doc) : row.error)),
    ).toEqual([expected[3], 'not_found', expected[0]])
    const changes = await server.ask('GET', `${db}/_changes?descending=true&${query}`)
    expect(changes.json.results.map((row: { doc: Shown }) => lengthOf(row.doc))).toEqual(
      expected.toReversed(),
    )
    expect(changes.json).toMatchObject({ last_seq: changes.json.results[3].seq, pending: 0 })
  })

  it('C18 stay by their stub, go when the edit does not name them, and carry the revision they came with', async () => {
    const db = await newDatabase()
    const attachments = { a: text('a'), b: text('b') }
    const first = (await server.ask('PUT', `${db}/d`, { _attachments: attachments })).json.rev
    const second = (
      await server.ask('PUT', `${db}/d`, {
        _rev: first,
        _attachments: { b: { stub: true, digest: 'ignored' }, c: text('c') },
      })
    ).json.rev
    const stubs = (await server.ask('GET', `${db}/d`)).json._attachments
    expect(Object.entries(stubs).map(([name, stub]) => [name, (stub as { revpos: number }).revpos])).toEqual([
      ['b', 1],
      ['c', 2],
    ])
    const since = `${db}/d?attachments=true&atts_since=${encodeURIComponent(JSON.stringify([first]))}`
    const newer = (await server.ask('GET', since, undefined, asJson)).json._attachments
    expect([newer.b.stub, newer.c.data]).toEqual([true, base64('c')])
    await server.ask('PUT', `${db}/d`, { _rev: second, n: 3 })
    expect((await server.ask('GET', `${db}/d`)).json._attachments).toBeUndefined()
  })

  it('C18 refuse a stub of nothing with the whole batch, bad base64 and bad names', async () => {
    const db = await newDatabase()
    const unknown = { _id: 'b', _attachments: { x: { stub: true } } }
    const answer = await server.ask('POST', `${db}/_bulk_docs`, { docs: [{ _id: 'a' }, unknown] })
    expect([answer.status, answer.json.error]).toEqual([412, 'missing_stub'])
    expect((await server.ask('GET', `${db}/a`)).status).toBe(404)
    const { rev } = (await server.ask('PUT', `${db}/d`, { _attachments: { x: text('x') } })).json
    const withStub = (revpos: number) =>
      server.ask('PUT', `${db}/d`, { _rev: rev, _attachments: { x: { stub: true, revpos } } })
    expect([(await withStub(10)).json.error, (await withStub(1)).status]).toEqual(['missing_stub', 201])
    for (const bad of [{ x: { data: '*' } }, { x: {} }, { _x: text('a') }, { x: 'text' }, []]) {
      const { status } = await server.ask('PUT', `${db}/c`, { _attachments: bad })
      expect([bad, status]).toEqual([bad, 400])
    }
  })

  it('C18 stay with their branch of a conflict', async () => {
    const db = await newDatabase()
    const branch = (rev: string, content: string) => ({
      _id: 'd',
      _rev: `2-${rev}`,
      _revisions: { start: 2, ids: [rev, 'aa'] },
      _attachments: { 'x.txt': { ...text(content), revpos: 2 } },
    })
    for (const each of [branch('cc', 'winner'), branch('bb', 'loser')])
      await server.ask('POST', `${db}/_bulk_docs`, { docs: [each], new_edits: false })
    expect((await server.ask('GET', `${db}/d/x.txt`)).text).toBe('winner')
    expect((await server.ask('GET', `${db}/d/x.txt?rev=2-bb`)).text).toBe('loser')
    const edited = await server.ask('PUT', `${db}/d`, {
      _rev: '2-bb',
      _attachments: { 'x.txt': { stub: true } },
    })
    expect((await server.ask('GET', `${db}/d/x.txt?rev=${edited.json.rev}`)).text).toBe('loser')
    await server.ask('POST', `${db}/_compact`, {})
    expect((await server.ask('GET', `${db}/d/x.txt?rev=2-cc`)).text).toBe('winner')
  })
})

describe('attachments of their own address', () => {
  it('C18 are written, read, replaced and removed with the revision of their document', async () => {
    const db = await newDatabase()
    const first = await put(`${db}/d/a/b%20%D1%9E.txt`, 'one')
    expect([first.status, first.json.id]).toEqual([201, 'd'])
    const got = await server.ask('GET', `${db}/d/a/b%20%D1%9E.txt`)
    expect([got.text, got.headers.get('content-type'), got.headers.get('etag')]).toEqual([
      'one',
      'text/plain',
      `"${digest('one').slice(4)}"`,
    ])
    expect(Object.keys((await server.ask('GET', `${db}/d`)).json._attachments)).toEqual(['a/b ў.txt'])
    expect((await put(`${db}/d/c`, 'no revision')).status).toBe(409)
    expect((await put(`${db}/d/c?rev=9-none`, 'made up')).status).toBe(409)
    const second = await put(`${db}/d/a/b%20%D1%9E.txt?rev=${first.json.rev}`, 'two')
    expect((await server.ask('GET', `${db}/d/a/b%20%D1%9E.txt`)).text).toBe('two')
    expect((await server.ask('DELETE', `${db}/d/none?rev=${second.json.rev}`)).json.reason).toBe(
      'Document is missing attachment',
    )
    expect((await server.ask('DELETE', `${db}/d/a/b%20%D1%9E.txt`)).status).toBe(409)
    const gone = await server.ask('DELETE', `${db}/d/a/b%20%D1%9E.txt?rev=${second.json.rev}`)
    expect(gone.status).toBe(200)
    expect((await server.ask('GET', `${db}/d`)).json).toEqual({ _id: 'd', _rev: gone.json.rev })
    expect((await server.ask('GET', `${db}/d/a/b%20%D1%9E.txt`)).json).toEqual({
      error: 'not_found',
      reason: 'Document is missing attachment',
    })
    expect((await server.ask('GET', `${db}/none/x`)).json.reason).toBe('missing')
  })

  it('C18 leave the body of their document as it was sent', async () => {
    const db = await newDatabase()
    const body = '{"z":1.0,"big":12345678901234567890,"a":"_attachments\\":{"}'
    const { rev } = (await server.ask('PUT', `${db}/d`, body)).json
    const next = (await put(`${db}/d/x?rev=${rev}`, 'x')).json.rev
    expect((await server.ask('GET', `${db}/d`)).text).toContain(`,${body.slice(1, -1)},"_attachments":{"x":`)
    await server.ask('DELETE', `${db}/d/x?rev=${next}`)
    expect((await server.ask('GET', `${db}/d`)).text).toMatch(
      /big":12345678901234567890,"a":"_attachments\\":\{"\}$/,
    )
  })

  it('C18 are read in ranges, and not again when the client has them', async () => {
    const db = await newDatabase()
    await put(`${db}/d/x`, '0123456789', 'application/x-digits')
    const ask = (headers: Record<string, string>) => server.ask('GET', `${db}/d/x`, undefined, { headers })
    for (const [range, expected, place] of [
      ['bytes=2-4', '234', 'bytes 2-4/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=-3', '789', 'bytes 7-9/10'],
      ['bytes=8-99', '89', 'bytes 8-9/10'],
    ] as const) {
      const answer = await ask({ range })
      expect([answer.status, answer.text, answer.headers.get('content-range')]).toEqual([
        206,
        expected,
        place,
      ])
    }
    expect((await ask({ range: 'bytes=10-' })).status).toBe(416)
    expect((await ask({ range: 'lines=1-2' })).status).toBe(200)
    expect((await ask({ 'if-none-match': (await ask({})).headers.get('etag')! })).status).toBe(304)
  })

  it('C18 stay readable after a compaction while somebody names them', async () => {
    const db = await newDatabase()
    const { rev } = (await put(`${db}/a/x`, 'shared')).json
    await put(`${db}/b/y`, 'shared')
    await put(`${db}/a/x?rev=${rev}`, 'new')
    expect((await server.ask('POST', `${db}/_compact`, {})).json).toEqual({ ok: true })
    expect((await server.ask('GET', `${db}/b/y`)).text).toBe('shared')
    expect((await server.ask('GET', `${db}/a/x`)).text).toBe('new')
  })
})

/** An answer as it went over the wire: `fetch` would unpack it. */
const raw = (path: string, headers: Record<string, string> = {}) =>
  new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const asked = rawRequest(
      `${server.url}${path}`,
      { auth: 'admin:admin-secret', headers, agent: false },
      async (answer) => {
        const parts: Buffer[] = []
        for await (const part of answer) parts.push(part as Buffer)
        resolve({ headers: answer.headers, body: Buffer.concat(parts) })
      },
    )
    asked.on('error', reject).end()
  })

describe('attachments that are texts', () => {
  const long = 'Общий анализ крови. '.repeat(500)

  it('C25 lie packed, and go so to a client that takes it', async () => {
    const db = await newDatabase()
    await put(`${db}/d/x`, long)
    const plain = await raw(`${db}/d/x`)
    expect([plain.body.toString(), plain.headers['content-encoding']]).toEqual([long, undefined])
    const packed = await raw(`${db}/d/x`, { 'accept-encoding': 'gzip, deflate' })
    expect([packed.headers['content-encoding'], packed.headers.vary]).toEqual(['gzip', 'accept-encoding'])
    expect(packed.body.length).toBeLessThan(long.length / 10)
    expect(gunzipSync(packed.body).toString()).toBe(long)
    const part = await raw(`${db}/d/x`, { 'accept-encoding': 'gzip', range: 'bytes=0-4' })
    expect([part.body, part.headers['content-encoding']]).toEqual([
      Buffer.from(long).subarray(0, 5),
      undefined,
    ])
  })

  it('C25 say how they are packed where that is asked, and nowhere else', async () => {
    const db = await newDatabase()
    const picture = { content_type: 'image/png', data: base64('no text') }
    const { rev } = (await server.ask('PUT', `${db}/d`, { _attachments: { x: text(long), p: picture } })).json
    const { length } = (await raw(`${db}/d/x`, { 'accept-encoding': 'gzip' })).body
    const packing = { encoding: 'gzip', encoded_length: length }
    const named = { content_type: 'text/plain', revpos: 1, digest: digest(long) }
    const stub = { ...named, length: Buffer.byteLength(long), stub: true }
    const bulk = { docs: [{ id: 'd', rev }] }
    const ways: ((query: string) => Promise<{ x: object; p: object }>)[] = [
      async (query) => (await server.ask('GET', `${db}/d?${query}`, undefined, asJson)).json._attachments,
      async (query) =>
        (await server.ask('GET', `${db}/_all_docs?include_docs=true&${query}`)).json.rows[0].doc._attachments,
      async (query) =>
        (await server.ask('GET', `${db}/_changes?include_docs=true&${query}`)).json.results[0].doc
          ._attachments,
      async (query) =>
        (await server.ask('POST', `${db}/_bulk_get?${query}`, bulk)).json.results[0].docs[0].ok._attachments,
    ]
    for (const way of ways) {
      expect((await way('')).x).toEqual(stub)
      const told = await way('att_encoding_info=true')
      expect(told.x).toEqual({ ...stub, ...packing })
      expect(told.p).not.toHaveProperty('encoding')
      expect((await way('attachments=true&att_encoding_info=true')).x).toEqual({
        ...named,
        data: base64(long),
        ...packing,
      })
    }
  })

  it('C25 whose sender says another MD5 are refused', async () => {
    const db = await newDatabase()
    const send = (md5: string) =>
      server.ask('PUT', `${db}/d/x`, 'whole', {
        headers: { 'content-type': 'text/plain', 'content-md5': md5 },
      })
    expect((await send(digest('half').slice(4))).json).toEqual({
      error: 'content_md5_mismatch',
      reason: 'Possible message corruption.',
    })
    expect((await server.ask('GET', `${db}/d`)).status).toBe(404)
    expect((await send(digest('whole').slice(4))).status).toBe(201)
  })
})

describe('an HTML form', () => {
  const send = (path: string, form: FormData, referer?: string) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      body: form,
      headers: {
        authorization: `Basic ${base64('admin:admin-secret')}`,
        ...(referer === undefined ? {} : { referer }),
      },
    })
  const formOf = (fields: Record<string, string>, ...files: [name: string, content: string][]): FormData => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    for (const [name, content] of files)
      form.append('_attachments', new Blob([content], { type: 'text/x-form' }), name)
    return form
  }

  it('C26 adds its files to the revision that it names', async () => {
    const db = await newDatabase()
    const { rev } = (await server.ask('PUT', `${db}/d`, '{"n":1.0,"_attachments":{"kept":{"data":""}}}')).json
    const answer = await send(
      `${db}/d`,
      formOf({ _rev: rev }, ['a.txt', 'one'], ['б x.txt', 'two']),
      server.url,
    )
    expect([answer.status, await answer.json()]).toMatchObject([201, { ok: true, id: 'd' }])
    const stored = await server.ask('GET', `${db}/d`)
    expect(stored.text).toContain('"n":1.0')
    expect(Object.keys(stored.json._attachments)).toEqual(['kept', 'a.txt', 'б x.txt'])
    const file = await server.ask('GET', `${db}/d/a.txt`)
    expect([file.text, file.headers.get('content-type')]).toEqual(['one', 'text/x-form'])
    expect((await send(`${db}/d`, formOf({ _rev: rev }, ['a.txt', 'late']), server.url)).status).toBe(409)
    expect((await send(`${db}/d`, formOf({ _rev: '9-none' }, ['a', 'x']), server.url)).status).toBe(409)
  })

  it('C26 makes a document of its field _doc and its files', async () => {
    const db = await newDatabase()
    const answer = await send(`${db}/new`, formOf({ _doc: '{"a":1}' }, ['x', 'content']), server.url)
    expect(answer.status).toBe(201)
    expect((await server.ask('GET', `${db}/new`)).json).toMatchObject({
      a: 1,
      _attachments: { x: { length: 7 } },
    })
  })

  it('C26 is taken from a page of this server alone, and nothing else is taken this way', async () => {
    const db = await newDatabase()
    const form = () => formOf({ _doc: '{}' }, ['x', 'content'])
    expect(await (await send(`${db}/new`, form())).json()).toMatchObject({
      reason: 'Referer header required.',
    })
    expect(await (await send(`${db}/new`, form(), 'http://elsewhere.example/')).json()).toMatchObject({
      reason: 'Referer header must match host.',
    })
    const json = await server.ask('POST', `${db}/new`, {}, { headers: { referer: server.url } })
    expect([json.status, json.json.error]).toEqual([415, 'bad_content_type'])
    expect((await server.ask('GET', `${db}/new`)).status).toBe(404)
  })
})

describe('attachments in multipart bodies', () => {
  it('C18 come in after their document, plain or packed', async () => {
    const db = await newDatabase()
    const packed = gzipSync('packed text')
    const document = {
      n: 1,
      _attachments: {
        one: { follows: true, content_type: 'text/plain', length: 3 },
        two: {
          follows: true,
          content_type: 'text/plain',
          length: 11,
          encoding: 'gzip',
          encoded_length: packed.length,
        },
      },
    }
    const body = Buffer.concat([
      Buffer.from(
        `--b\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(document)}\r\n--b\r\n\r\none`,
      ),
      Buffer.from('\r\n--b\r\nContent-Disposition: attachment; filename="two"\r\n\r\n'),
      packed,
      Buffer.from('\r\n--b--'),
    ])
    const related = { headers: { 'content-type': 'multipart/related; boundary="b"' } }
    expect((await server.ask('PUT', `${db}/d`, body, related)).status).toBe(201)
    expect((await server.ask('GET', `${db}/d/one`)).text).toBe('one')
    expect((await server.ask('GET', `${db}/d/two`)).text).toBe('packed text')
    const cut = body.subarray(0, body.length - 20)
    expect((await server.ask('PUT', `${db}/e`, cut, related)).status).toBe(400)
    const longer = Buffer.from(body.toString('latin1').replace('\r\n\r\none', '\r\n\r\nones'), 'latin1')
    expect((await server.ask('PUT', `${db}/e`, longer, related)).status).toBe(400)
  })

  it('C17 C18 cost no more than their size, however many they are and however well they were packed', async () => {
    const db = await newDatabase()
    const bodyOf = (count: number, content: Buffer, member: object): Buffer => {
      const names = Array.from({ length: count }, (_, at) => `f${at}`)
      const stubs = Object.fromEntries(names.map((name) => [name, { follows: true, ...member }]))
      const json = JSON.stringify({ _attachments: { ...stubs, lost: { follows: true } } })
      const parts = names
        .toReversed()
        .flatMap((name) => [
          Buffer.from(`\r\n--b\r\ncontent-disposition: attachment; filename="${name}"\r\n\r\n`),
          content,
        ])
      return Buffer.concat([
        Buffer.from(`--b\r\ncontent-type: application/json\r\n\r\n${json}`),
        ...parts,
        Buffer.from('\r\n--b--'),
      ])
    }
    const related = { headers: { 'content-type': 'multipart/related; boundary=b' } }
    const bytes = 30 * 1024 * 1024
    const bomb = gzipSync(Buffer.alloc(bytes))
    const packed = { length: bytes, encoding: 'gzip', encoded_length: bomb.length }
    const bombs = await server.ask('PUT', `${db}/bombs`, bodyOf(3, bomb, packed), related)
    expect([bombs.status, bombs.json.reason]).toEqual([413, 'the attachments are too large'])
    const many = bodyOf(20_000, Buffer.from('x'), { length: 1 })
    const beganMs = performance.now()
    expect((await server.ask('PUT', `${db}/many`, many, related)).status).toBe(400)
    expect(performance.now() - beganMs).toBeLessThan(5000)
  })

  it('C18 go out with open_revs as multipart/mixed, and as JSON to who asks for it', async () => {
    const db = await newDatabase()
    const { rev } = (await server.ask('PUT', `${db}/d`, { n: 1, _attachments: { 'x"y': text('content') } }))
      .json
    const path = `${db}/d?revs=true&open_revs=${encodeURIComponent(JSON.stringify([rev, '1-none']))}`
    const mixed = await server.ask('GET', path)
    const boundaryOf = (type: string): string => /boundary="([^"]+)"/.exec(type)![1]!
    expect(mixed.headers.get('content-type')).toMatch(/^multipart\/mixed; boundary="/)
    const parts = partsOf(Buffer.from(mixed.text), boundaryOf(mixed.headers.get('content-type')!))
    const inner = partsOf(parts[0]!.content, boundaryOf(parts[0]!.headers.get('content-type')!))
    const document = JSON.parse(inner[0]!.content.toString())
    expect(document).toMatchObject({
      _rev: rev,
      n: 1,
      _attachments: { 'x"y': { follows: true, length: 7, digest: digest('content') } },
      _revisions: { start: 1 },
    })
    expect(inner[1]!.content.toString()).toBe('content')
    expect(parts[1]!.headers.get('content-type')).toBe('application/json; error="true"')
    expect(JSON.parse(parts[1]!.content.toString())).toEqual({ missing: '1-none' })
    expect((await server.ask('GET', path, undefined, asJson)).json).toMatchObject([
      { ok: { _attachments: { 'x"y': { stub: true } } } },
      { missing: '1-none' },
    ])
    const related = await server.ask('GET', `${db}/d?attachments=true`)
    expect(related.headers.get('content-type')).toMatch(/^multipart\/related; boundary="/)
    const again = await server.ask(
      'PUT',
      `${db}/copy`,
      related.text.replace(`"_rev":"${rev}",`, '').replace('"_id":"d"', '"_id":"copy"'),
      {
        headers: { 'content-type': related.headers.get('content-type')! },
      },
    )
    expect(again.status).toBe(201)
    expect((await server.ask('GET', `${db}/copy/x%22y`)).text).toBe('content')
  })
})

describe('attachments in replication', () => {
  it('C18 arrive on another server, with their edits', async () => {
    const open = (name: string): PouchDB =>
      new PouchDB(`${server.url.replace('//', '//admin:admin-secret@')}/${name}`)
    const a = open('from')
    const b = open('to')
    const first = await a.put({ _id: 'd', _attachments: { x: text('one'), y: text('kept') } })
    await PouchDB.replicate(a, b)
    await put(`/from/d/x?rev=${first.rev}`, 'two')
    expect(await PouchDB.replicate(a, b)).toMatchObject({ ok: true, doc_write_failures: 0 })
    expect((await server.ask('GET', '/to/d/x')).text).toBe('two')
    expect((await server.ask('GET', '/to/d/y')).text).toBe('kept')
    const both = await Promise.all(['/from/d', '/to/d'].map((path) => server.ask('GET', path)))
    expect(both[0]!.json).toEqual(both[1]!.json)
  })
})
