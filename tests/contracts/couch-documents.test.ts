import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onRelay, type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
let count = 0
const newDatabase = async (): Promise<string> => {
  const path = `/t${++count}`
  expect((await server.ask('PUT', path)).status).toBe(201)
  return path
}
const put = async (path: string, body: object): Promise<string> => {
  const answer = await server.ask('PUT', path, body)
  expect(answer.status, answer.text).toBe(201)
  return answer.json.rev
}

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

describe('documents', () => {
  it('C22 are copied with their attachments, to a new id or over a revision', async () => {
    const db = await newDatabase()
    await put(`${db}/x`, { n: 1, _attachments: { 'a/b': { data: 'YQ==', content_type: 'text/plain' } } })
    const copy = (destination: string, path = 'x') =>
      server.ask('COPY', `${db}/${path}`, undefined, { headers: { destination } })
    const made = await copy('a%20b')
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({ ok: true, id: 'a b' })
    expect((await server.ask('GET', `${db}/a%20b`)).json).toMatchObject({ n: 1 })
    expect((await server.ask('GET', `${db}/a%20b/a/b`)).text).toBe('a')
    expect((await copy('a%20b')).status).toBe(409)
    expect((await copy(`a%20b?rev=${made.json.rev}`)).status).toBe(201)
    expect((await copy('http://elsewhere/x')).json.reason).toBe('Destination URL must be relative.')
    expect((await server.ask('COPY', `${db}/x`)).json.reason).toBe(
      'Destination header is mandatory for COPY.',
    )
    expect((await copy('y', 'nothing')).status).toBe(404)
  })

  it('C22 are answered with a tag, which spares a client what it has', async () => {
    const db = await newDatabase()
    const rev = await put(`${db}/x`, {})
    const asked = (tag: string, path = 'x') =>
      server.ask('GET', `${db}/${path}`, undefined, { headers: { 'if-none-match': tag } })
    expect((await server.ask('GET', `${db}/x`)).headers.get('etag')).toBe(`"${rev}"`)
    expect((await asked(`"${rev}"`)).status).toBe(304)
    expect((await asked(`"1-other", "${rev}"`)).status).toBe(304)
    expect((await asked(`"${rev}"`, 'x?revs_info=true')).status).toBe(200)
    const feed = await server.ask('GET', `${db}/_changes`)
    expect((await asked(String(feed.headers.get('etag')), '_changes')).status).toBe(304)
    await put(`${db}/y`, {})
    expect((await asked(String(feed.headers.get('etag')), '_changes')).status).toBe(200)
  })

  it('C22 have the same headers for HEAD as for GET, and no body', async () => {
    const db = await newDatabase()
    await put(`${db}/x`, { n: 1, _attachments: { a: { data: 'YQ==', content_type: 'text/plain' } } })
    for (const path of ['', '/x', '/x/a', '/_all_docs', '/_local_docs', '/_revs_limit', '/_changes']) {
      const [head, full] = [await server.ask('HEAD', db + path), await server.ask('GET', db + path)]
      expect(head.status, path).toBe(200)
      expect(head.text).toBe('')
      for (const name of ['content-type', 'etag', 'cache-control'])
        expect(head.headers.get(name), `${path} ${name}`).toBe(full.headers.get(name))
    }
    expect((await server.ask('HEAD', `${db}/nothing`)).status).toBe(404)
    expect((await server.ask('HEAD', '/nothing')).status).toBe(404)
  })

  it('C22 are edited on one revision, wherever it is named', async () => {
    const db = await newDatabase()
    const one = await put(`${db}/x`, { n: 1 })
    const edit = (query: string, body: object, tag?: string) =>
      server.ask('PUT', `${db}/x${query}`, body, tag ? { headers: { 'if-match': tag } } : {})
    expect((await edit('', { n: 2 }, `"${one}"`)).status).toBe(201)
    const { _rev: two } = (await server.ask('GET', `${db}/x`)).json
    expect((await edit(`?rev=${two}`, {}, `"${one}"`)).json.reason).toBe(
      'Document rev and etag have different values',
    )
    expect((await edit(`?rev=${one}`, { _rev: two })).json.reason).toBe(
      'Document rev from request body and query string have different values',
    )
    expect((await edit('', { _rev: 'bad' })).json).toEqual({
      error: 'bad_request',
      reason: 'Invalid rev format',
    })
    const gone = await edit('', { _rev: two, _deleted: true })
    expect([gone.status, gone.headers.get('location')]).toEqual([200, null])
    expect((await server.ask('GET', `${db}/x?deleted=true`)).json).toMatchObject({ _deleted: true })
  })

  it('C22 sent with batch=ok are on disk before the 202', async () => {
    const db = await newDatabase()
    expect((await server.ask('PUT', `${db}/x?batch=ok`, { n: 1 })).json).toEqual({ ok: true, id: 'x' })
    expect((await server.ask('GET', `${db}/x`)).json.n).toBe(1)
    const posted = await server.ask('POST', `${db}?batch=ok`, { n: 2 })
    expect([posted.status, posted.json.rev]).toEqual([202, undefined])
  })

  it('C22 tell where they are, with meta of their other revisions', async () => {
    const db = await newDatabase()
    const made = await server.ask('PUT', `${db}/a%2Fb%20c`, {})
    // A CouchDB behind the server would tell its own address.
    expect(made.headers.get('location')).toBe(onRelay ? null : `${server.url}${db}/a%2Fb%20c`)
    const docs = ['a', 'b', 'c'].map((hash) => ({ _id: 'x', _rev: `1-${hash}`, _deleted: hash === 'a' }))
    await server.ask('POST', `${db}/_bulk_docs`, { docs, new_edits: false })
    expect((await server.ask('GET', `${db}/x?meta=true&local_seq=true`)).json).toEqual({
      _id: 'x',
      _rev: '1-c',
      _local_seq: 4,
      _revs_info: [{ rev: '1-c', status: 'available' }],
      _conflicts: ['1-b'],
      _deleted_conflicts: ['1-a'],
    })
  })

  it('C4 name what is wrong with an id, a member or a revision', async () => {
    const db = await newDatabase()
    const reasons = async (doc: unknown, more: object = {}) => {
      const { status, json } = await server.ask('POST', `${db}/_bulk_docs`, { docs: [doc], ...more })
      return [status, json.error, json.reason]
    }
    expect(await reasons({ _id: '_x' })).toEqual([
      400,
      'illegal_docid',
      'Only reserved document ids may start with underscore.',
    ])
    expect(await reasons({ _id: 1 })).toEqual([400, 'illegal_docid', 'Document id must be a string'])
    expect(await reasons({ _id: '' })).toEqual([400, 'illegal_docid', 'Document id must not be empty'])
    expect(await reasons({ _zing: 1 })).toEqual([400, 'doc_validation', 'Bad special document member: _zing'])
    expect(await reasons('text')).toEqual([400, 'bad_request', 'Document must be a JSON object'])
    expect(await reasons({ _id: 'a' }, { new_edits: false })).toEqual([
      400,
      'bad_request',
      'When `new_edits: false`, the document needs `_rev` or `_revisions` specified',
    ])
    expect((await server.ask('GET', `${db}/_all_docs`)).json.rows).toEqual([])
  })

  it('C22 are not found under ids that none can have, and an endpoint is not a document', async () => {
    const db = await newDatabase()
    for (const method of ['GET', 'DELETE'])
      expect((await server.ask(method, `${db}/_nothing`)).json).toEqual({
        error: 'not_found',
        reason: 'missing',
      })
    const answer = await server.ask('GET', `${db}/_bulk_docs`)
    expect(answer.json).toEqual({ error: 'method_not_allowed', reason: 'Only POST allowed' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, onRelay ? null : 'POST'])
    expect((await server.ask('PUT', `${db}/_all_docs`, {})).status).toBe(405)
  })

  it('C29 are written by a POST that says which method it stands for, and only by a POST', async () => {
    const db = await newDatabase()
    const as = (method: string) => ({ headers: { 'x-http-method-override': method } })
    const made = await server.ask('POST', `${db}/x`, { n: 1 }, as('PUT'))
    expect([made.status, (await server.ask('GET', `${db}/x`)).json.n]).toEqual([201, 1])
    expect((await server.ask('GET', `${db}/y`, undefined, as('PUT'))).status).toBe(404)
    const gone = await server.ask('POST', `${db}/x?rev=${made.json.rev}`, undefined, as('DELETE'))
    expect([gone.status, (await server.ask('GET', `${db}/x`)).status]).toEqual([200, 404])
    expect((await server.ask('POST', db, undefined, { ...as('DELETE'), as: null })).status).toBe(401)
    // Whoever sent a POST waits for a body as long as the answer says.
    const signal = AbortSignal.timeout(5000)
    const head = await server.ask('POST', db, undefined, { ...as('HEAD'), signal })
    expect([head.status, head.json.db_name]).toEqual([200, db.slice(1)])
  })

  it.skipIf(onRelay)('C29 are where the proxy on the way is known', async () => {
    const db = await newDatabase()
    const locationFor = async (headers: Record<string, string>) =>
      (await server.ask('PUT', `${db}/at${++count}`, {}, { headers })).headers.get('location')
    expect(await locationFor({})).toBe(`${server.url}${db}/at${count}`)
    expect(await locationFor({ 'x-forwarded-host': 'couch.example', 'x-forwarded-proto': 'https' })).toBe(
      `https://couch.example${db}/at${count}`,
    )
    expect(await locationFor({ 'x-forwarded-host': 'a/b' })).toBe(`${server.url}${db}/at${count}`)
  })

  it('C29 are stored one by one: a batch that wants all or nothing is refused', async () => {
    const db = await newDatabase()
    const docs = [{ _id: 'a' }, { _id: 'b', _rev: '1-x' }]
    const answer = await server.ask('POST', `${db}/_bulk_docs`, { docs, all_or_nothing: true })
    const refused = { error: 'not_implemented', reason: 'all_or_nothing is not supported' }
    expect(answer.status).toBe(417)
    if (!onRelay)
      expect(answer.json).toEqual([
        { id: 'a', rev: '0-', ...refused },
        { id: 'b', rev: '1-x', ...refused },
      ])
    expect((await server.ask('GET', `${db}/a`)).status).toBe(404)
  })

  it('C28 of one time have ids that grow', async () => {
    const db = await newDatabase()
    const docs = Array.from({ length: 20 }, () => ({}))
    const rows: { id: string }[] = (await server.ask('POST', `${db}/_bulk_docs`, { docs })).json
    const { uuids } = (await server.ask('GET', '/_uuids?count=20')).json
    for (const ids of [rows.map(({ id }) => id), uuids]) expect(ids).toEqual(ids.toSorted())
    expect((await server.ask('POST', '/_uuids', {})).status).toBe(405)
  })

  it('C29 come with the id of their request, the own one of a client, none for a workplace', async () => {
    const idFor = async (headers: Record<string, string>) =>
      (await server.ask('GET', '/', undefined, { headers })).headers.get('x-couch-request-id')
    expect(await idFor({})).toMatch(/^[0-9a-f]{10}$/)
    expect(await idFor({ 'x-couch-request-id': 'E7498DE1-B661' })).toBe('E7498DE1-B661')
    expect(await idFor({ 'x-couch-request-id': 'a b' })).toMatch(/^[0-9a-f]{10}$/)
    expect(await idFor({ 'lekar-protocol': '1' })).toBeNull()
  })

  it('C22 of a replicator keep what it notes', async () => {
    const db = await newDatabase()
    const noted = { _replication_id: 'r', _replication_state: 'triggered', _replication_stats: { n: 1 } }
    await put(`${db}/x`, noted)
    expect((await server.ask('GET', `${db}/x`)).json).toMatchObject(noted)
  })
})

describe('checkpoints', () => {
  it('C13 go through every door for documents', async () => {
    const db = await newDatabase()
    const rows = await server.ask('POST', `${db}/_bulk_docs`, {
      docs: [{ _id: '_local/a', n: 1 }, { _id: 'b' }],
    })
    expect(rows.json).toMatchObject([
      { ok: true, id: '_local/a', rev: '0-1' },
      { ok: true, id: 'b' },
    ])
    expect((await server.ask('GET', `${db}/_local%2Fa`)).json).toEqual({ _id: '_local/a', _rev: '0-1', n: 1 })
    expect((await server.ask('PUT', `${db}/_local/a`, { _rev: '0-1', _deleted: true })).json).toEqual({
      ok: true,
      id: '_local/a',
      rev: '0-0',
    })
    expect((await server.ask('GET', `${db}/_local/a`)).status).toBe(404)
    expect((await server.ask('PUT', `${db}/_local/a`, { _rev: '1-x' })).json.reason).toBe(
      'Invalid rev format',
    )
    expect((await server.ask('PUT', `${db}/_local/a/att`, 'x')).json.reason).toBe(
      '_local documents do not accept attachments.',
    )
    expect((await server.ask('GET', db)).json.doc_count).toBe(1)
    for (const path of ['_local', '_local/', '_local%2F'])
      expect((await server.ask('PUT', `${db}/${path}`, {})).json.reason, path).toBe(
        'Invalid _local document id.',
      )
    const attached = { _id: '_local/b', _attachments: { x: { content_type: 'text/plain', data: 'eA==' } } }
    expect((await server.ask('PUT', `${db}/_local/b`, attached)).status).toBe(201)
    expect((await server.ask('GET', `${db}/_local/b?attachments=true`)).json).not.toHaveProperty(
      '_attachments',
    )
  })
})

describe('_bulk_get', () => {
  it('C12 answers each bad entry for itself', async () => {
    const db = await newDatabase()
    await put(`${db}/x`, {})
    const docs = [
      { id: 'x' },
      {},
      { id: '_bad' },
      { id: 'x', rev: 'bad' },
      { id: 'gone' },
      { id: 'x', rev: '1-no' },
    ]
    const { results } = (await server.ask('POST', `${db}/_bulk_get`, { docs })).json
    const errors = results.map((row: { docs: { error?: object }[] }) => row.docs[0]?.error)
    expect(errors).toEqual([
      undefined,
      { id: null, rev: null, error: 'bad_request', reason: 'document must be a JSON object' },
      {
        id: '_bad',
        rev: null,
        error: 'illegal_docid',
        reason: 'Only reserved document ids may start with underscore.',
      },
      { id: 'x', rev: 'bad', error: 'bad_request', reason: 'Invalid rev format' },
      { id: 'gone', rev: 'undefined', error: 'not_found', reason: 'missing' },
      { id: 'x', rev: '1-no', error: 'not_found', reason: 'missing' },
    ])
    expect((await server.ask('POST', `${db}/_bulk_get?rev=1-a`, { docs })).json.reason).toBe(
      '"rev" query parameter is not acceptable',
    )
  })

  it('C12 sends documents with their files to a client that takes no JSON', async () => {
    const db = await newDatabase()
    const rev = await put(`${db}/ў`, { _attachments: { a: { data: 'aGk=', content_type: 'text/plain' } } })
    await put(`${db}/plain`, { n: 1 })
    const answer = await server.ask(
      'POST',
      `${db}/_bulk_get?revs=true`,
      { docs: [{ id: 'ў' }, { id: 'plain' }, { id: 'gone' }] },
      { headers: { accept: 'multipart/mixed' } },
    )
    const boundary = /^multipart\/mixed; boundary="(.+)"$/.exec(
      String(answer.headers.get('content-type')),
    )?.[1]
    const parts = answer.text.split(`--${boundary}`)
    expect(parts).toHaveLength(5)
    expect(parts[1]).toContain(`X-Doc-Id: %D1%9E\r\nX-Rev-Id: ${rev}`)
    expect(parts[1]).toContain('"follows":true')
    expect(parts[1]).toContain('\r\n\r\nhi\r\n')
    expect(parts[2]).toMatch(/^\r\nContent-Type: application\/json\r\n\r\n\{"_id":"plain"/)
    expect(parts[3]).toContain('error="true"')
    expect(parts[4]).toBe('--\r\n')
  })
})

describe('attachments', () => {
  it('C18 come in several ranges, and refuse one that is not there', async () => {
    const db = await newDatabase()
    await put(`${db}/x`, { _attachments: { a: { data: 'MDEyMzQ1Njc4OQ==', content_type: 'text/plain' } } })
    const range = (value: string) => server.ask('GET', `${db}/x/a`, undefined, { headers: { range: value } })
    expect((await range('bytes=2-3')).text).toBe('23')
    expect((await range('bytes=-3')).text).toBe('789')
    const two = await range('bytes=0-1,8-')
    expect(two.status).toBe(206)
    expect(two.headers.get('content-type')).toMatch(/^multipart\/byteranges; boundary="/)
    expect(two.text).toContain('Content-Range: bytes 0-1/10\r\n\r\n01\r\n')
    expect(two.text).toContain('Content-Range: bytes 8-9/10\r\n\r\n89\r\n')
    expect((await range('bytes=0-')).status).toBe(200)
    expect((await range('bytes=20-')).status).toBe(416)
    expect((await range('lines=1-2')).status).toBe(200)
  })

  it('C18 are put on a revision that is there', async () => {
    const db = await newDatabase()
    const rev = await put(`${db}/x`, {})
    const attach = (query: string) =>
      server.ask('PUT', `${db}/x/dir/a%20b${query}`, 'text', { headers: { 'content-type': 'text/plain' } })
    expect((await attach('?rev=1-made-up')).json).toEqual({ error: 'not_found', reason: 'missing_rev' })
    const made = await attach(`?rev=${rev}`)
    expect(made.headers.get('location')).toBe(onRelay ? null : `${server.url}${db}/x/dir%2Fa%20b`)
    expect((await attach(`?rev=${rev}`)).status).toBe(409)
    expect((await attach('')).status).toBe(409)
    expect((await server.ask('DELETE', `${db}/x/dir/a%20b`)).status).toBe(409)
    expect((await server.ask('DELETE', `${db}/x/other?rev=${made.json.rev}`)).status).toBe(404)
    expect((await server.ask('DELETE', `${db}/x/dir/a%20b?rev=${made.json.rev}`)).status).toBe(200)
  })
})

describe('changes', () => {
  it('C7 show conflicts in documents where they are asked for', async () => {
    const db = await newDatabase()
    const docs = ['a', 'b'].map((hash) => ({ _id: 'x', _rev: `1-${hash}` }))
    await server.ask('POST', `${db}/_bulk_docs`, { docs, new_edits: false })
    const rows = async (query: string) => (await server.ask('GET', `${db}/_changes?${query}`)).json.results
    expect((await rows('include_docs=true&conflicts=true'))[0].doc._conflicts).toEqual(['1-a'])
    expect((await rows('include_docs=true'))[0].doc._conflicts).toBeUndefined()
    expect(await rows('limit=0')).toHaveLength(1)
    expect((await server.ask('GET', `${db}/_changes?seq_interval=0`)).json.reason).toContain(
      'invalid_seq_interval',
    )
    expect((await server.ask('GET', `${db}/_changes?feed=other`)).json.reason).toContain('Supported `feed`')
  })
})
