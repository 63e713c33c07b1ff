import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { patientDocument, visitDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { provision } from './clinic-server.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lekar-replication-'))
  folders.push(folder)
  return folder
}
const replication = { firstPauseMs: 50 }
let left: RunningServer
let right: RunningServer
beforeEach(async () => {
  left = await startTestServer({ folder: newFolder(), replication })
  right = await startTestServer({ folder: newFolder(), replication })
})
afterEach(async () => {
  await Promise.all([left.stop(), right.stop()])
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const at = (server: RunningServer, database: string): string =>
  `${server.url.replace('//', '//admin:admin-secret@')}/${database}`
const replicate = (value: object, server = left) => server.ask('POST', '/_replicate', value)
const until = async <T>(look: () => Promise<T | undefined | false>, withinMs = 30_000): Promise<T> => {
  for (const endMs = performance.now() + withinMs; performance.now() < endMs; ) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('it did not come')
}
const has = (server: RunningServer, path: string) => () =>
  server.ask('GET', path).then((answer) => answer.status === 200 && answer)
const fill = (server: RunningServer, database: string, from: number, to: number) =>
  server.ask('POST', `/${database}/_bulk_docs`, {
    docs: Array.from({ length: to - from }, (_, n) => ({ _id: `d${from + n}`, n: from + n })),
  })
const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe('_replicate', () => {
  it('R1 brings everything to another server: texts as they are, history, conflicts, tombstones, attachments', async () => {
    await left.ask('PUT', '/notes')
    await fill(left, 'notes', 0, 1100)
    await left.ask('PUT', '/notes/exact', '{"z":1.0,"big":12345678901234567890,"a":"ў\\u0000😀"}')
    await left.ask('PUT', '/notes/визит %26', {
      _attachments: { 'файл ў': { content_type: 'text/plain', data: base64('слово') } },
    })
    await left.ask('PUT', '/notes/_design/x', { language: 'query', views: {} })
    const branch = (rev: string) => ({
      _id: 'both',
      _rev: `2-${rev}`,
      _revisions: { start: 2, ids: [rev, 'aa'] },
      rev,
    })
    await left.ask('POST', '/notes/_bulk_docs', { docs: [branch('bb'), branch('cc')], new_edits: false })
    const { _rev } = (await left.ask('GET', '/notes/d1')).json
    await left.ask('POST', '/notes/_bulk_docs', { docs: [{ _id: 'd1', _rev, _deleted: true, why: 'twice' }] })

    const done = await replicate({ source: 'notes', target: at(right, 'notes'), create_target: true })
    expect([done.status, done.json.ok]).toEqual([200, true])
    expect(done.json.history[0]).toMatchObject({ docs_read: 1105, docs_written: 1105, doc_write_failures: 0 })
    expect((await right.ask('GET', '/notes/exact')).text).toContain(
      ',"z":1.0,"big":12345678901234567890,"a":"ў\\u0000😀"}',
    )
    expect((await right.ask('GET', '/notes/визит %26/файл ў')).text).toBe('слово')
    expect((await right.ask('GET', '/notes/both?conflicts=true')).json).toMatchObject({
      _rev: '2-cc',
      _conflicts: ['2-bb'],
    })
    expect((await right.ask('GET', '/notes/d1')).json.reason).toBe('deleted')
    const all = async (server: RunningServer) => {
      const { results } = (await server.ask('GET', '/notes/_changes?style=all_docs')).json
      return results
        .map(({ id, changes, deleted }: { id: string; changes: object; deleted?: true }) => [
          id,
          changes,
          deleted,
        ])
        .sort()
    }
    expect(await all(right)).toEqual(await all(left))
    expect((await replicate({ source: 'notes', target: at(right, 'notes') })).json).toMatchObject({
      ok: true,
      no_changes: true,
    })
  })

  it('R1 goes both ways at once and lives: edits, conflicts, deletions and attachments meet', async () => {
    for (const server of [left, right]) await server.ask('PUT', '/live')
    await left.ask('PUT', '/live/shared', { from: 'before' })
    const both = { continuous: true }
    expect((await replicate({ ...both, source: 'live', target: at(right, 'live') })).status).toBe(202)
    const { _local_id } = (await replicate({ ...both, source: at(right, 'live'), target: 'live' })).json
    const { json } = await until(has(right, '/live/shared'))
    await Promise.all([
      left.ask('PUT', '/live/shared', { _rev: json._rev, from: 'left' }),
      right.ask('PUT', '/live/shared', { _rev: json._rev, from: 'right' }),
    ])
    await right.ask('PUT', '/live/file/x', 'content', { headers: { 'content-type': 'text/plain' } })
    const gone = (await left.ask('PUT', '/live/gone', {})).json
    await until(has(right, '/live/gone'))
    await left.ask('DELETE', `/live/gone?rev=${gone.rev}`)
    await until(async () => (await right.ask('GET', '/live/gone')).json.reason === 'deleted')
    expect((await until(has(left, '/live/file/x'))).text).toBe('content')
    const conflicts = (server: RunningServer) => async () => {
      const found = (await server.ask('GET', '/live/shared?conflicts=true')).json
      return found._conflicts && found
    }
    expect(await until(conflicts(left))).toEqual(await until(conflicts(right)))

    const tasks = (await left.ask('GET', '/_active_tasks')).json
    expect(tasks).toHaveLength(2)
    expect(tasks[1]).toMatchObject({
      type: 'replication',
      continuous: true,
      source: `${right.url}/live/`,
      target: 'live',
      user: 'admin',
    })
    expect((await left.ask('GET', '/_scheduler/jobs')).json).toMatchObject({
      total_rows: 2,
      jobs: [{ history: [{ type: 'started' }, { type: 'added' }] }, {}],
    })
    expect((await replicate({ cancel: true, replication_id: _local_id })).json).toEqual({
      ok: true,
      _local_id,
    })
    expect(
      (await replicate({ cancel: true, ...both, source: 'live', target: at(right, 'live') })).status,
    ).toBe(200)
    expect((await replicate({ cancel: true, replication_id: _local_id })).status).toBe(404)
    expect((await left.ask('GET', '/_active_tasks')).json).toEqual([])
  })

  it('R2 lets through what its filter lets through', async () => {
    await left.ask('PUT', '/all')
    await fill(left, 'all', 0, 20)
    const replicated = async (name: string, more: object): Promise<string[]> => {
      const answer = await replicate({ source: 'all', target: name, create_target: true, ...more })
      expect([name, answer.status]).toEqual([name, 200])
      return (await left.ask('GET', `/${name}/_all_docs`)).json.rows.map((row: { id: string }) => row.id)
    }
    expect(await replicated('by-ids', { doc_ids: ['d3', 'd7', 'none'] })).toEqual(['d3', 'd7'])
    expect(await replicated('by-selector', { selector: { n: { $gt: 17 } } })).toEqual(['d18', 'd19'])
    const { last_seq } = (await left.ask('GET', '/all/_changes?limit=15')).json
    expect(await replicated('from-there', { since_seq: last_seq })).toHaveLength(5)
    const missing = await replicate({ source: 'all', target: 'by-ids', filter: 'app/none' })
    expect(missing.status).toBeGreaterThanOrEqual(400)
  })

  it('R2 begins again when the code of its filter has changed, and answers as CouchDB does', async () => {
    await left.ask('PUT', '/all')
    await left.ask('PUT', '/some')
    await fill(left, 'all', 0, 4)
    const filters = (code: string) => ({ filters: { some: `function (doc, req) { return ${code} }` } })
    const design = await left.ask('PUT', '/all/_design/a b', filters('doc.n < Number(req.query.n)'))
    const asked = { source: 'all', target: 'some', filter: 'a b/some', query_params: { n: 2 } }
    const first = (await replicate(asked)).json
    expect(first.history).toMatchObject([{ start_last_seq: 0, docs_written: 2 }])
    expect((await replicate(asked)).json).toMatchObject({ ok: true, no_changes: true })
    await left.ask('PUT', `/all/_design/a b?rev=${design.json.rev}`, filters('true'))
    expect((await replicate(asked)).json.history).toMatchObject([{ start_last_seq: 0, docs_written: 3 }])
    const byIds = (doc_ids: string[]) =>
      replicate({ source: 'all', target: 'ids', create_target: true, doc_ids }).then((answer) => answer.json)
    expect(await byIds(['none'])).toMatchObject({ ok: true, no_changes: true })
    expect(await byIds(['_design%2Fa%20b', 'd1', '100%'])).toMatchObject({
      docs_read: 2,
      docs_written: 2,
      doc_write_failures: 0,
      start_time: expect.any(String),
      end_time: expect.any(String),
    })
  })

  it('R3 says what is wrong with a request, and never repeats a password', async () => {
    await left.ask('PUT', '/a')
    const texts: string[] = []
    const status = async (value: object) => {
      const answer = await replicate(value)
      texts.push(answer.text)
      return [answer.status, answer.json.error]
    }
    const secret = right.url.replace('//', '//admin:s3cret-word@')
    expect(await status({ source: 'a' })).toEqual([400, 'bad_request'])
    expect(await status({ source: 'a', target: 'ftp://x/y' })).toEqual([400, 'bad_request'])
    expect(await status({ source: 'a', target: 'b', proxy: 'http://x' })).toEqual([400, 'bad_request'])
    expect(await status({ source: 'a', target: 'b', doc_ids: [], selector: {} })).toEqual([
      400,
      'bad_request',
    ])
    expect(await status({ source: 'none', target: 'a' })).toEqual([404, 'db_not_found'])
    expect(await status({ source: 'a', target: 'none' })).toEqual([404, 'db_not_found'])
    expect(await status({ source: 'a', target: `${secret}/x` })).toEqual([401, 'unauthorized'])
    expect(await status({ source: 'a', target: 'http://admin:s3cret-word@127.0.0.1:1/x' })).toEqual([
      503,
      'unreachable',
    ])
    expect(texts.join('')).not.toContain('s3cret')
    expect((await left.ask('POST', '/_replicate', { source: 'a', target: 'b' }, { as: null })).status).toBe(
      401,
    )
  })

  it('R3 reaches the hosts that are allowed', async () => {
    const bounded = await startTestServer({ replication: { hosts: ['couch.local'] } })
    await bounded.ask('PUT', '/a')
    const answer = await replicate({ source: 'a', target: at(right, 'a') }, bounded)
    expect([answer.status, answer.json.error]).toEqual([403, 'forbidden'])
    expect((await replicate({ source: 'a', target: 'b', create_target: true }, bounded)).status).toBe(200)
    await bounded.stop()
  })

  it('R4 keeps the rules of a clinic for what comes in, and counts what it refused', async () => {
    await provision(left)
    await right.ask('PUT', '/other-software')
    const foreign = { ...visitDocument('visit:2'), clinicId: 'other' }
    await right.ask('POST', '/other-software/_bulk_docs', {
      docs: [visitDocument(), patientDocument(), foreign, { _id: 'junk' }],
    })
    const done = await replicate({ source: at(right, 'other-software'), target: 'clinic-demo' })
    expect(done.json.history[0]).toMatchObject({ docs_read: 4, docs_written: 2, doc_write_failures: 2 })
    const first = (await right.ask('GET', '/other-software/visit:1')).json
    await right.ask('PUT', '/other-software/visit:1', { ...first, complaints: 'Другое' })
    await replicate({ source: at(right, 'other-software'), target: 'clinic-demo' })
    expect((await left.ask('GET', '/clinic-demo/visit:1')).json).toMatchObject({
      _rev: first._rev,
      complaints: 'Кашель',
    })
  })

  it('R5 compares everything again when the source was restored, or made anew', async () => {
    // The sequences that a restore renews are those of our own engine, whatever engine the target has.
    await right.stop()
    const ownEngine = { folder: newFolder(), replication, couchdb: undefined }
    right = await startTestServer(ownEngine)
    await right.ask('PUT', '/source')
    await fill(right, 'source', 0, 5)
    const value = { source: at(right, 'source'), target: 'copy', create_target: true }
    await replicate(value)
    const port = Number(new URL(right.url).port)
    await right.server.close()
    right = await startTestServer({ ...ownEngine, port, renewEpochs: true })
    await fill(right, 'source', 5, 7)
    const compared = (await replicate(value)).json
    expect(compared.history[0]).toMatchObject({ missing_checked: 7, docs_written: 2 })
    await right.ask('DELETE', '/source')
    await right.ask('PUT', '/source')
    await fill(right, 'source', 3, 9)
    expect((await replicate(value)).status).toBe(200)
    expect((await left.ask('GET', '/copy')).json.doc_count).toBe(9)
  })
})

describe('_replicator', () => {
  const put = (id: string, value: object, server = left) => server.ask('PUT', `/_replicator/${id}`, value)
  const stateOf =
    (id: string, state: string, server = left) =>
    async () => {
      const doc = (await server.ask('GET', `/_replicator/${id}`)).json
      return doc._replication_state === state && doc
    }

  it('R6 runs a document once and writes how it ended', async () => {
    await left.ask('PUT', '/notes')
    await fill(left, 'notes', 0, 10)
    await put('once', { source: 'notes', target: at(right, 'notes'), create_target: true })
    const doc = await until(stateOf('once', 'completed'))
    expect(doc).toMatchObject({
      owner: 'admin',
      target: `${right.url}/notes`,
      _replication_stats: { docs_written: 10 },
    })
    expect(doc._replication_id).toMatch(/^[0-9a-f]{32}\+create_target$/)
    const row = (await left.ask('GET', '/_scheduler/docs/_replicator/once')).json
    expect(row).toMatchObject({
      doc_id: 'once',
      state: 'completed',
      source: 'notes',
      target: `${right.url}/notes/`,
      error_count: 0,
    })
    const { _replication_state: _, ...again } = doc
    await fill(left, 'notes', 10, 12)
    await put('once', again)
    await until(has(right, '/notes/d11'))
    expect((await left.ask('GET', '/_scheduler/docs')).json.total_rows).toBe(1)
  })

  it('R6 goes on after a restart of either server, from its last checkpoint, until its document is removed', async () => {
    await left.ask('PUT', '/live')
    await fill(left, 'live', 0, 600)
    const rightUrl = right.url
    await put('forever', {
      source: 'live',
      target: at(right, 'live'),
      create_target: true,
      continuous: true,
      checkpoint_interval: 100,
    })
    await until(has(right, '/live/d599'))
    await left.server.close()
    left = await startTestServer({ folder: left.folder, replication, couchdb: left.couchdb })
    await fill(left, 'live', 600, 610)
    await until(has(right, '/live/d609'))
    const [task] = (await left.ask('GET', '/_active_tasks')).json
    expect(task).toMatchObject({ doc_id: 'forever', database: '_replicator' })
    expect(task.docs_read).toBeLessThanOrEqual(10)

    const port = Number(new URL(rightUrl).port)
    await right.server.close()
    await fill(left, 'live', 610, 620)
    await until(
      async () => (await left.ask('GET', '/_scheduler/docs/_replicator/forever')).json.state === 'crashing',
    )
    const { info, error_count } = (await left.ask('GET', '/_scheduler/docs/_replicator/forever')).json
    expect([info.error, error_count > 0]).toEqual([`${rightUrl}/live/ cannot be reached`, true])
    right = await startTestServer({ folder: right.folder, replication, couchdb: right.couchdb, port })
    await until(has(right, '/live/d619'))

    const stored = (await left.ask('GET', '/_replicator/forever')).json._rev
    await left.ask('DELETE', `/_replicator/forever?rev=${stored}`)
    await until(async () => (await left.ask('GET', '/_active_tasks')).json.length === 0)
    await fill(left, 'live', 620, 621)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await right.ask('GET', '/live/d620')).status).toBe(404)
  })

  it('R7 keeps passwords out of documents, answers and files, and uses them all the same', async () => {
    await left.ask('PUT', '/notes')
    await fill(left, 'notes', 0, 3)
    const hidden = createHash('sha256').update('x').digest('hex')
    const authorization = `Basic ${btoa('admin:admin-secret')}`
    await put('by-url', { source: 'notes', target: at(right, 'one'), create_target: true })
    await put('by-header', {
      source: 'notes',
      target: { url: `${right.url}/two`, headers: { authorization, 'x-more': hidden } },
      create_target: true,
    })
    await put('by-auth', {
      source: 'notes',
      target: { url: `${right.url}/three`, auth: { basic: { username: 'admin', password: 'admin-secret' } } },
      create_target: true,
    })
    for (const id of ['by-url', 'by-header', 'by-auth']) await until(stateOf(id, 'completed'))
    const shown = await Promise.all(
      [
        '/_replicator/_all_docs?include_docs=true',
        '/_replicator/_changes?include_docs=true',
        '/_scheduler/docs',
        '/_scheduler/jobs',
        '/_active_tasks',
      ].map(async (path) => (await left.ask('GET', path)).text),
    )
    const files = readdirSync(left.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    for (const text of [...shown, ...files])
      for (const secret of ['admin-secret', btoa('admin:admin-secret'), hidden])
        expect(text.includes(secret)).toBe(false)
  })

  it('R6 refuses a document that asks for nothing, and says so of one whose work another does', async () => {
    expect((await put('bad', { source: 'x' })).status).toBe(403)
    expect(
      (await put('bad', { source: 'x', target: 'y', owner: 'somebody', source_proxy: 'http://p' })).status,
    ).toBe(403)
    for (const name of ['a', 'b']) await left.ask('PUT', `/${name}`)
    const same = { source: 'a', target: 'b', continuous: true }
    await put('first', same)
    await until(async () => (await left.ask('GET', '/_active_tasks')).json.length === 1)
    await put('second', same)
    expect((await until(stateOf('second', 'failed')))._replication_state_reason).toMatch(
      /another replication/,
    )
    expect((await left.ask('DELETE', '/_replicator')).status).toBe(403)
    expect((await left.ask('GET', '/_replicator/first', undefined, { as: null })).status).toBe(401)
  })
})
