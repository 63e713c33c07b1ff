import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
let count = 0
const newDatabase = async (): Promise<string> => {
  const path = `/t${++count}`
  expect((await server.ask('PUT', path)).status).toBe(201)
  return path
}
const bulk = (db: string, docs: unknown[], more: object = {}) =>
  server.ask('POST', `${db}/_bulk_docs`, { docs, ...more })
const sequence = async (db: string): Promise<string> => (await server.ask('GET', db)).json.update_seq

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

describe('bodies', () => {
  it('C1 gives numbers and the order of members back as they were sent', async () => {
    const db = await newDatabase()
    const body =
      '{"z":1.0,"big":12345678901234567890,"a":{"y":[1e400,"}\\"]"],"b":-0.0},"text":"ў і \\u0000 \\\\"}'
    await server.ask('PUT', `${db}/x`, body)
    const { text } = await server.ask('GET', `${db}/x`)
    expect(text).toContain(`,${body.slice(1)}`)
    const changes = await server.ask('GET', `${db}/_changes?include_docs=true`)
    expect(changes.text).toContain(body.slice(1))
  })

  it('C1 finds special members wherever they stand and however they are written', async () => {
    const db = await newDatabase()
    const docs =
      '{"docs":[ {"a" : [1, 2] , "_id":"x", "b":{"_id":"inner"} } ,{"\\u005fid":"y","_conflicts":[],"c":"_id"}]}'
    await server.ask('POST', `${db}/_bulk_docs`, docs)
    expect((await server.ask('GET', `${db}/x`)).json).toMatchObject({
      _id: 'x',
      a: [1, 2],
      b: { _id: 'inner' },
    })
    const y = await server.ask('GET', `${db}/y`)
    expect(y.json.c).toBe('_id')
    expect(y.text.match(/"_id"/g)).toHaveLength(2)
    expect(y.text).not.toContain('_conflicts')
  })

  it('C2 refuses lone surrogates and invalid UTF-8', async () => {
    const db = await newDatabase()
    expect((await server.ask('PUT', `${db}/x`, '{"a":"\\ud800"}')).status).toBe(400)
    expect((await server.ask('PUT', `${db}/x`, '{"a":"\\ud83d\\ude00"}')).status).toBe(201)
    expect(
      (await server.ask('PUT', `${db}/y`, new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).status,
    ).toBe(400)
  })

  it('C16 takes gzipped bodies and gives gzipped answers', async () => {
    const db = await newDatabase()
    const body = gzipSync(JSON.stringify({ docs: [{ _id: 'x', text: 'слово '.repeat(2000) }] }))
    const put = await server.ask('POST', `${db}/_bulk_docs`, body, {
      headers: { 'content-encoding': 'gzip' },
    })
    expect(put.json[0].ok).toBe(true)
    const got = await server.ask('GET', `${db}/x`, undefined, { headers: { 'accept-encoding': 'gzip' } })
    expect(got.headers.get('content-encoding')).toBe('gzip')
    expect(got.json.text).toHaveLength(12_000)
    const broken = await server.ask('POST', `${db}/_bulk_docs`, body.subarray(0, 30), {
      headers: { 'content-encoding': 'gzip' },
    })
    expect(broken.status).toBe(400)
  })

  it('C17 refuses an oversized document alone, and an oversized body as a whole', async () => {
    const small = await startTestServer({ limits: { documentBytes: 1000, bodyBytes: 5000, batchRows: 3 } })
    await small.ask('PUT', '/t')
    const rows = (
      await small.ask('POST', '/t/_bulk_docs', {
        docs: [{ _id: 'a' }, { _id: 'b', x: 'y'.repeat(1500) }, { _id: 'c' }],
      })
    ).json
    expect(rows.map((row: { error?: string }) => row.error)).toEqual([
      undefined,
      'document_too_large',
      undefined,
    ])
    expect(rows.map((row: { id: string }) => row.id)).toEqual(['a', 'b', 'c'])
    expect((await small.ask('PUT', '/t/d', { x: 'y'.repeat(1500) })).status).toBe(413)
    expect((await small.ask('PUT', '/t/d', { x: 'y'.repeat(6000) })).status).toBe(413)
    expect((await small.ask('POST', '/t/_bulk_docs', { docs: [{}, {}, {}, {}] })).status).toBe(413)
    const bomb = gzipSync(JSON.stringify({ x: 'y'.repeat(6000) }))
    expect((await small.ask('PUT', '/t/d', bomb, { headers: { 'content-encoding': 'gzip' } })).status).toBe(
      413,
    )
    await small.stop()
  })
})

describe('edits', () => {
  it('C3 answers one row a document in order; a second row of one id is a conflict', async () => {
    const db = await newDatabase()
    const { status, json } = await bulk(db, [{ _id: 'a' }, { _id: 'b' }, { _id: 'a', x: 1 }])
    expect(status).toBe(201)
    expect(json.map((row: { id: string; error?: string }) => [row.id, row.error])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['a', 'conflict'],
    ])
  })

  it('C3 takes a replicated revision once: repeating it moves nothing', async () => {
    const db = await newDatabase()
    const doc = { _id: 'a', _rev: '2-bb', _revisions: { start: 2, ids: ['bb', 'aa'] }, x: 1 }
    expect((await bulk(db, [doc], { new_edits: false })).json).toEqual([])
    const before = await sequence(db)
    expect((await bulk(db, [doc], { new_edits: false })).json).toEqual([])
    expect((await bulk(db, [{ _id: 'a', _rev: '1-aa' }], { new_edits: false })).json).toEqual([])
    expect(await sequence(db)).toBe(before)
  })

  it('C4 stores nothing of a batch with a malformed document', async () => {
    const db = await newDatabase()
    for (const bad of [
      { _id: 'b', _foo: 1 },
      { _id: '' },
      { _id: 7 },
      { _id: '_x' },
      { _id: 'b', _rev: 'nonsense' },
      { _id: 'b', _deleted: 'yes' },
      'text',
    ])
      expect((await bulk(db, [{ _id: 'a' }, bad])).status).toBe(400)
    expect((await server.ask('GET', db)).json.doc_count).toBe(0)
    expect((await server.ask('POST', `${db}/_bulk_docs`, '{"docs":[')).json.error).toBe('bad_request')
  })

  it('C5 lets the same revision win everywhere, whatever the order of arrival', async () => {
    const branches = [
      { _rev: '10-aa', _revisions: { start: 10, ids: ['aa'] } },
      { _rev: '9-zz', _revisions: { start: 9, ids: ['zz'] } },
      { _rev: '10-ab', _revisions: { start: 10, ids: ['ab'] } },
      { _rev: '11-ff', _revisions: { start: 11, ids: ['ff'] }, _deleted: true },
    ]
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
    ]) {
      const db = await newDatabase()
      for (const index of order)
        await bulk(db, [{ _id: 'a', at: index, ...branches[index] }], { new_edits: false })
      const { json } = await server.ask('GET', `${db}/a?conflicts=true&deleted_conflicts=true`)
      expect(json).toMatchObject({
        _rev: '10-ab',
        at: 2,
        _conflicts: ['10-aa', '9-zz'],
        _deleted_conflicts: ['11-ff'],
      })
      const row = (await server.ask('GET', `${db}/_changes?style=all_docs`)).json.results[0]
      expect(row.changes.map((change: { rev: string }) => change.rev)).toEqual([
        '10-ab',
        '10-aa',
        '9-zz',
        '11-ff',
      ])
      expect((await server.ask('GET', `${db}/a?rev=9-zz`)).json.at).toBe(1)
    }
  })

  it('C5 lets the losing branch win when the winner is deleted, with its own body', async () => {
    const db = await newDatabase()
    await bulk(
      db,
      [
        { _id: 'a', _rev: '1-aa', side: 'left' },
        { _id: 'a', _rev: '1-bb', side: 'right' },
      ],
      { new_edits: false },
    )
    expect((await server.ask('GET', `${db}/a`)).json.side).toBe('right')
    expect((await server.ask('DELETE', `${db}/a?rev=1-bb`)).status).toBe(200)
    expect((await server.ask('GET', `${db}/a`)).json).toMatchObject({ side: 'left', _rev: '1-aa' })
    const edited = await server.ask('PUT', `${db}/a`, { _rev: '1-aa', side: 'left again' })
    expect(edited.status).toBe(201)
    expect(
      (
        await server.ask('GET', `${db}/a?open_revs=all`, undefined, {
          headers: { accept: 'application/json' },
        })
      ).json,
    ).toHaveLength(2)
    expect((await server.ask('GET', db)).json).toMatchObject({ doc_count: 1, doc_del_count: 0 })
  })

  it('C6 extends a tombstone without a revision, and keeps what a deletion says', async () => {
    const db = await newDatabase()
    const first = (await server.ask('PUT', `${db}/a`, { x: 1 })).json.rev
    expect((await server.ask('GET', `${db}/b`)).json.reason).toBe('missing')
    const [gone] = (await bulk(db, [{ _id: 'a', _rev: first, _deleted: true, why: 'error' }])).json
    expect((await server.ask('GET', `${db}/a`)).json.reason).toBe('deleted')
    expect((await server.ask('GET', `${db}/a?rev=${gone.rev}`)).json).toMatchObject({
      _deleted: true,
      why: 'error',
    })
    const again = (await server.ask('PUT', `${db}/a`, { x: 2 })).json.rev
    expect(again).toMatch(/^3-/)
    const removed = await server.ask('DELETE', `${db}/a?rev=${again}`)
    expect((await server.ask('GET', `${db}/a?rev=${removed.json.rev}`)).json).toEqual({
      _id: 'a',
      _rev: removed.json.rev,
      _deleted: true,
    })
    expect((await server.ask('GET', db)).json).toMatchObject({ doc_count: 0, doc_del_count: 1 })
  })

  it('C15 refuses an edit of a revision that is not the newest, and a made-up one', async () => {
    const db = await newDatabase()
    const first = (await server.ask('PUT', `${db}/a`, { x: 1 })).json.rev
    await server.ask('PUT', `${db}/a?rev=${first}`, { x: 2 })
    expect((await server.ask('PUT', `${db}/a`, { _rev: first, x: 3 })).status).toBe(409)
    expect((await server.ask('PUT', `${db}/a`, { x: 3 })).status).toBe(409)
    expect((await server.ask('PUT', `${db}/new`, { _rev: '1-abc' })).status).toBe(409)
    expect((await server.ask('DELETE', `${db}/a?rev=${first}`)).status).toBe(409)
    expect((await server.ask('GET', `${db}/a`)).json.x).toBe(2)
  })

  it('C13 keeps checkpoints apart from documents', async () => {
    const db = await newDatabase()
    expect((await server.ask('PUT', `${db}/_local/mark`, { at: 1 })).json.rev).toBe('0-1')
    expect((await server.ask('PUT', `${db}/_local/mark`, { at: 2, _rev: '0-77' })).json.rev).toBe('0-78')
    expect((await server.ask('GET', `${db}/_local/mark`)).json).toEqual({
      _id: '_local/mark',
      _rev: '0-78',
      at: 2,
    })
    expect((await server.ask('GET', `${db}/_changes`)).json.results).toEqual([])
    expect((await server.ask('DELETE', `${db}/_local/mark`)).status).toBe(200)
    expect((await server.ask('GET', `${db}/_local/mark`)).status).toBe(404)
  })
})
