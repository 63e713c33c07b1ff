import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
const db = '/lists'
const get = async (path: string) => (await server.ask('GET', db + path)).json
const post = async (path: string, body: object) => (await server.ask('POST', db + path, body)).json
const ids = (list: { rows: { id?: string; key: string }[] }): string[] => list.rows.map((row) => row.key)

beforeAll(async () => {
  server = await startTestServer()
  await server.ask('PUT', db)
  const docs = [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }, { _id: '_design/z', views: {} }, { _id: 'gone' }]
  const rows = (await server.ask('POST', `${db}/_bulk_docs`, { docs })).json
  await server.ask('DELETE', `${db}/gone?rev=${rows[4].rev}`)
  const twins = [
    { _id: 'twin', _rev: '1-a' },
    { _id: 'twin', _rev: '1-b' },
  ]
  await server.ask('POST', `${db}/_bulk_docs`, { docs: twins, new_edits: false })
  for (const id of ['m', 'n']) await server.ask('PUT', `${db}/_local/${id}`, { at: id })
})
afterAll(() => server.stop())

describe('lists of documents', () => {
  it('C14 a key is a range of one: nothing is found without an error', async () => {
    expect(await get('/_all_docs?key="b"')).toMatchObject({ total_rows: 5, offset: 2, rows: [{ id: 'b' }] })
    expect(await get('/_all_docs?key="nothing"')).toMatchObject({ total_rows: 5, rows: [] })
    expect(await get('/_all_docs?key=1')).toMatchObject({ rows: [] })
  })

  it('C14 takes keys in their order, or the other way round, with skip and limit', async () => {
    const keys = ['c', 'nothing', 'a', 'gone']
    const list = await post('/_all_docs', { keys, include_docs: true })
    expect(list).toMatchObject({ total_rows: 5, offset: null })
    expect(list.rows).toMatchObject([
      { id: 'c', doc: { _id: 'c' } },
      { key: 'nothing', error: 'not_found' },
      { id: 'a' },
      { id: 'gone', value: { deleted: true }, doc: null },
    ])
    expect(ids(await post('/_all_docs', { keys, skip: 1, limit: 2 }))).toEqual(['nothing', 'a'])
    expect(ids(await post('/_all_docs', { keys, descending: true, limit: 2 }))).toEqual(['gone', 'a'])
    expect(ids(await post('/_all_docs', { keys, limit: 0 }))).toEqual([])
    expect(await post('/_all_docs', { keys, startkey: 'a' })).toMatchObject({ error: 'query_parse_error' })
    expect(await post('/_all_docs', { keys: 'a' })).toEqual({
      error: 'bad_request',
      reason: '`keys` body member must be an array.',
    })
  })

  it('C14 sorts what is no text before and behind all ids', async () => {
    expect(ids(await get('/_all_docs?startkey=1&endkey={}'))).toHaveLength(5)
    expect(ids(await get('/_all_docs?startkey=[]'))).toEqual([])
    expect(ids(await get('/_all_docs?endkey=null'))).toEqual([])
    expect(ids(await get('/_all_docs?descending=true&startkey={}&endkey="c"'))).toEqual(['twin', 'c'])
  })

  it('C14 shows conflicts and the sequence where they are asked for', async () => {
    const list = await get('/_all_docs?key="twin"&include_docs=true&conflicts=true&update_seq=true')
    expect(list.rows[0].doc).toMatchObject({ _rev: '1-b', _conflicts: ['1-a'] })
    expect(list.update_seq).toBe((await get('')).update_seq)
  })

  it('C14 refuses options that mean nothing', async () => {
    for (const bad of ['limit=-1', 'skip=x', 'include_docs=maybe'])
      expect((await get(`/_all_docs?${bad}`)).error, bad).toBe('query_parse_error')
    expect((await get('/_all_docs?startkey=unquoted')).error).toBe('bad_request')
  })

  it('C14 answers many queries at once', async () => {
    const answer = await post('/_all_docs/queries', {
      queries: [{ limit: 1 }, { keys: ['c'] }, { descending: true, limit: 1 }],
    })
    expect(answer.results.map(ids)).toEqual([['_design/z'], ['c'], ['twin']])
  })

  it('C14 reads the documents of many keys in steps, one that is named many times too', async () => {
    const keys = [
      ...Array.from({ length: 30 }, () => 'a'),
      'no',
      'gone',
      ...Array.from({ length: 30 }, () => 'b'),
    ]
    const headers = { 'accept-encoding': 'identity' }
    const asked = { keys, include_docs: true, deleted: 'ok' }
    const answer = await server.ask('POST', `${db}/_all_docs`, asked, { headers })
    expect(ids(answer.json)).toEqual(keys)
    expect(answer.json.rows[31].doc).toMatchObject({ _id: 'gone', _deleted: true })
    expect(answer.headers.get('content-length')).toBe(null)
    expect(ids(await post('/_all_docs', { ...asked, descending: true, skip: 1 }))).toEqual(
      keys.toReversed().slice(1),
    )
  })

  it('C14 answers many long queries in steps, each as it is alone', async () => {
    const queries = [{ limit: 2, skip: 1 }, {}, { limit: 0 }, { keys: ['c', 'no'] }, { descending: true }]
    const alone = []
    for (const query of queries) alone.push(await post('/_all_docs', query))
    const headers = { 'accept-encoding': 'identity' }
    const answer = await server.ask('POST', `${db}/_all_docs/queries`, { queries }, { headers })
    expect(answer.json.results).toEqual(alone)
    expect(answer.headers.get('content-length')).toBe(null)
  })

  it('C14 takes options from the address before those of the body, and of each query before both', async () => {
    for (const list of ['_all_docs', '_design_docs', '_local_docs']) {
      expect((await post(`/${list}?limit=0`, { limit: 2 })).rows, list).toEqual([])
      expect(ids(await post(`/${list}?limit=1`, { skip: 0 })), list).toHaveLength(1)
    }
    expect(
      ids((await post('/_all_docs/queries?limit=0', { queries: [{ limit: 1 }] })).results[0]),
    ).toHaveLength(1)
  })

  it('C14 has design documents and checkpoints as lists of their own', async () => {
    expect(await get('/_design_docs')).toMatchObject({
      total_rows: 1,
      offset: 0,
      rows: [{ id: '_design/z' }],
    })
    expect(await get('/_local_docs?include_docs=true')).toMatchObject({
      total_rows: null,
      offset: null,
      rows: [
        {
          id: '_local/m',
          value: { rev: '0-1' },
          doc: { _id: '_local/m', _rev: '0-1', at: 'm' },
        },
        { id: '_local/n' },
      ],
    })
    expect(ids(await post('/_local_docs', { keys: ['_local/n', 'a'] }))).toEqual(['_local/n', 'a'])
  })

  it('C22 lists databases with options, and tells of many at once', async () => {
    await server.ask('PUT', '/lists%2Fwith%2Fslash')
    const names = async (query: string) => (await server.ask('GET', `/_all_dbs?${query}`)).json
    expect(await names('startkey="lists"&limit=2')).toEqual(['lists', 'lists/with/slash'])
    expect(await names('descending=true&limit=1')).toEqual(['lists/with/slash'])
    const info = await server.ask('POST', '/_dbs_info', { keys: ['lists/with/slash', 'none'] })
    expect(info.json).toMatchObject([
      { key: 'lists/with/slash', info: { db_name: 'lists/with/slash', doc_count: 0 } },
      { key: 'none', error: 'not_found' },
    ])
    expect((await server.ask('GET', '/_dbs_info?key="lists"')).json).toMatchObject([
      { key: 'lists', info: { doc_count: 5, doc_del_count: 1, compact_running: false, props: {} } },
    ])
  })

  it('C22 says that there are no partitions', async () => {
    const answer = await server.ask('PUT', '/parts?partitioned=true')
    expect([answer.status, answer.json.reason]).toEqual([400, 'Partitioned feature is not enabled.'])
    expect((await server.ask('GET', '/parts')).status).toBe(404)
    expect((await server.ask('PUT', '/parts?partitioned=false&q=2&n=1')).status).toBe(201)
  })

  it('C22 gives ids that nobody keeps', async () => {
    const answer = await server.ask('GET', '/_uuids?count=3')
    expect(new Set(answer.json.uuids).size).toBe(3)
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('etag')).toBeTruthy()
    expect((await server.ask('GET', '/_uuids?count=1001')).json.reason).toBe('count parameter too large')
    expect((await server.ask('GET', '/_uuids?count=-1')).status).toBe(400)
  })
})
