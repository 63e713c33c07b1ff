import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patientDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
let count = 0
const facility = { id: 'facility:zarechye', name: 'Заречская врачебная амбулатория', kind: 'ambulatory' }
const newDatabase = async (): Promise<string> => {
  const path = `/t${++count}`
  expect((await server.ask('PUT', path)).status).toBe(201)
  return path
}
const put = async (path: string, body: object): Promise<string> => {
  const answer = await server.ask('PUT', path, body)
  expect(answer.status).toBe(201)
  return answer.json.rev
}
const replicated = (db: string, ...docs: object[]) =>
  server.ask('POST', `${db}/_bulk_docs`, { docs, new_edits: false })
const purge = (db: string, asked: object) => server.ask('POST', `${db}/_purge`, asked)
const compact = (db: string) => server.ask('POST', `${db}/_compact`, {})

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

describe('old revisions', () => {
  it('C19 can be read until compaction, each with its own body', async () => {
    const db = await newDatabase()
    const one = await put(`${db}/x`, { n: 1.0 })
    const two = await put(`${db}/x?rev=${one}`, { n: 2 })
    const three = (await server.ask('DELETE', `${db}/x?rev=${two}`)).json.rev
    const four = await put(`${db}/x`, { n: 4 })
    expect((await server.ask('GET', `${db}/x?rev=${one}`)).json).toEqual({ _id: 'x', _rev: one, n: 1 })
    expect((await server.ask('GET', `${db}/x?rev=${three}`)).json).toEqual({
      _id: 'x',
      _rev: three,
      _deleted: true,
    })
    const info = await server.ask('GET', `${db}/x?revs_info=true`)
    expect(info.json._revs_info).toEqual([
      { rev: four, status: 'available' },
      { rev: three, status: 'deleted' },
      { rev: two, status: 'available' },
      { rev: one, status: 'available' },
    ])
    const open = await server.ask('GET', `${db}/x?open_revs=["${one}","9-nothing"]`, undefined, {
      headers: { accept: 'application/json' },
    })
    expect(open.json).toEqual([{ ok: { _id: 'x', _rev: one, n: 1 } }, { missing: '9-nothing' }])
    const many = await server.ask('POST', `${db}/_bulk_get`, { docs: [{ id: 'x', rev: two }] })
    expect(many.json.results[0].docs[0].ok).toMatchObject({ n: 2 })

    expect((await compact(db)).status).toBe(202)
    expect((await server.ask('GET', `${db}/x?rev=${one}`)).status).toBe(404)
    const after = await server.ask('GET', `${db}/x?revs_info=true`)
    expect(after.json._revs_info.map((row: { status: string }) => row.status)).toEqual([
      'available',
      'missing',
      'missing',
      'missing',
    ])
  })

  it('C19 keep their attachments until compaction', async () => {
    const db = await newDatabase()
    const one = await put(`${db}/x`, { _attachments: { a: { data: 'b25l', content_type: 'text/plain' } } })
    await put(`${db}/x?rev=${one}`, {})
    expect((await server.ask('GET', `${db}/x/a`)).status).toBe(404)
    expect((await server.ask('GET', `${db}/x/a?rev=${one}`)).text).toBe('one')
    await compact(db)
    expect((await server.ask('GET', `${db}/x/a?rev=${one}`)).status).toBe(404)
  })

  it('C19 of every branch are kept, and a losing leaf outlives compaction', async () => {
    const db = await newDatabase()
    await replicated(db, { _id: 'x', _rev: '1-a', n: 'root' })
    for (const side of ['b', 'c'])
      await replicated(db, {
        _id: 'x',
        _rev: `2-${side}`,
        _revisions: { start: 2, ids: [side, 'a'] },
        n: side,
      })
    const three = await put(`${db}/x?rev=2-b`, { n: 'd' })
    const read = async (rev: string) => (await server.ask('GET', `${db}/x?rev=${rev}`)).json.n
    expect(await Promise.all(['1-a', '2-b', '2-c', three].map(read))).toEqual(['root', 'b', 'c', 'd'])
    await compact(db)
    expect(await Promise.all(['1-a', '2-b', '2-c', three].map(read))).toEqual([
      undefined,
      undefined,
      'c',
      'd',
    ])
  })

  it('C19 in a clinic are not kept', async () => {
    await server.ask('PUT', '/api/clinics/demo', { facilities: [facility] })
    const path = '/clinic-demo/patient:1'
    const one = await put(path, patientDocument())
    await put(`${path}?rev=${one}`, { ...patientDocument(), birthDate: '1956-02-04' })
    expect((await server.ask('GET', `${path}?rev=${one}`)).status).toBe(404)
  })
})

describe('limits of revisions', () => {
  it('C20 cuts the history of each leaf with the next write, and forgets the bodies', async () => {
    const db = await newDatabase()
    expect((await server.ask('GET', `${db}/_revs_limit`)).text.trim()).toBe('1000')
    let rev = await put(`${db}/x`, { n: 1 })
    const revs = [rev]
    for (let n = 2; n <= 5; n++) {
      rev = await put(`${db}/x?rev=${rev}`, { n })
      revs.push(rev)
    }
    expect((await server.ask('PUT', `${db}/_revs_limit`, '3')).json).toEqual({ ok: true })
    expect((await server.ask('GET', `${db}/x?rev=${revs[0]}`)).status).toBe(200)
    revs.push(await put(`${db}/x?rev=${rev}`, { n: 6 }))
    expect((await server.ask('GET', `${db}/x?revs=true`)).json._revisions).toEqual({
      start: 6,
      ids: revs
        .slice(-3)
        .reverse()
        .map((each) => each.slice(2)),
    })
    expect((await server.ask('GET', `${db}/x?rev=${revs[2]}`)).status).toBe(404)
    expect((await server.ask('GET', `${db}/x?rev=${revs[3]}`)).status).toBe(200)
    expect((await server.ask('POST', `${db}/_revs_diff`, { x: [revs[0]] })).json).toEqual({
      x: { missing: [revs[0]] },
    })
    for (const bad of ['0', '"a"', '1.5', ''])
      expect((await server.ask('PUT', `${db}/_revs_limit`, bad)).status, bad).toBe(400)
  })

  it('C20 holds at once for what is told', async () => {
    const db = await newDatabase()
    let rev = await put(`${db}/x`, {})
    for (let n = 0; n < 4; n++) rev = await put(`${db}/x`, { _rev: rev, n })
    await server.ask('PUT', `${db}/_revs_limit`, '3')
    expect((await server.ask('GET', `${db}/x?revs=true`)).json._revisions.ids).toHaveLength(3)
  })

  it('C20 cuts the lines of a tree, too', async () => {
    const db = await newDatabase()
    await server.ask('PUT', `${db}/_revs_limit`, '2')
    await replicated(
      db,
      { _id: 'x', _rev: '3-b', _revisions: { start: 3, ids: ['b', 'r2', 'r1'] } },
      { _id: 'x', _rev: '4-c', _revisions: { start: 4, ids: ['c', 'c3', 'r2', 'r1'] } },
    )
    const leaf = async (rev: string) =>
      (await server.ask('GET', `${db}/x?revs=true&rev=${rev}`)).json._revisions.ids
    expect(await leaf('3-b')).toEqual(['b', 'r2'])
    expect(await leaf('4-c')).toEqual(['c', 'c3'])
  })
})

describe('a revision without a hash', () => {
  it('C27 is one like others, alone, below an edit and beside another one', async () => {
    const db = await newDatabase()
    expect((await replicated(db, { _id: 'x', _rev: '1-', n: 1 })).json).toEqual([])
    expect((await server.ask('GET', `${db}/x?rev=1-`)).json).toEqual({ _id: 'x', _rev: '1-', n: 1 })
    const first = await put(`${db}/x`, { _rev: '1-', n: 2 })
    const second = await put(`${db}/x`, { _rev: first, n: 3 })
    const ids = [second, first].map((rev) => rev.slice(2))
    expect((await server.ask('GET', `${db}/x?revs=true`)).json._revisions).toEqual({
      start: 3,
      ids: [...ids, ''],
    })
    expect((await server.ask('POST', `${db}/_revs_diff`, { x: ['1-', '2-'] })).json).toEqual({
      x: { missing: ['2-'] },
    })
    await replicated(db, { _id: 'x', _rev: '2-z', _revisions: { start: 2, ids: ['z', ''] } })
    expect((await server.ask('GET', `${db}/x?rev=2-z&revs=true`)).json._revisions.ids).toEqual(['z', ''])
    expect((await server.ask('GET', `${db}/x?conflicts=true`)).json._conflicts).toEqual(['2-z'])
  })
})

describe('purge', () => {
  it('C21 removes a whole document, and its number is not given again', async () => {
    const db = await newDatabase()
    const rev = await put(`${db}/x`, { n: 1 })
    const before = (await server.ask('GET', db)).json
    const answer = await purge(db, { x: [rev, '1-other'], nothing: ['1-a'] })
    expect(answer.status).toBe(201)
    expect(answer.json).toEqual({ purge_seq: null, purged: { x: [rev], nothing: [] } })
    expect((await server.ask('GET', `${db}/x`)).json).toEqual({ error: 'not_found', reason: 'missing' })
    const info = (await server.ask('GET', db)).json
    expect(info).toMatchObject({ doc_count: 0, doc_del_count: 0 })
    expect(Number.parseInt(info.purge_seq, 10)).toBe(2)
    expect(Number.parseInt(info.update_seq, 10)).toBeGreaterThan(Number.parseInt(before.update_seq, 10))
    expect((await server.ask('GET', `${db}/_changes`)).json.results).toEqual([])
    await put(`${db}/y`, {})
    const next = (await server.ask('GET', db)).json.update_seq
    expect(Number.parseInt(next, 10)).toBeGreaterThan(Number.parseInt(info.update_seq, 10))
    expect((await server.ask('GET', `${db}/_changes?since=${info.update_seq}`)).json.results).toHaveLength(1)
  })

  it('C21 of the winner lets the next leaf win, with its own body and a new place in the feed', async () => {
    const db = await newDatabase()
    await replicated(db, { _id: 'x', _rev: '1-a', n: 'a' }, { _id: 'x', _rev: '1-b', n: 'b' })
    await put(`${db}/y`, {})
    expect((await purge(db, { x: ['1-b'] })).json.purged).toEqual({ x: ['1-b'] })
    expect((await server.ask('GET', `${db}/x?conflicts=true`)).json).toEqual({
      _id: 'x',
      _rev: '1-a',
      n: 'a',
    })
    expect((await server.ask('GET', `${db}/x?rev=1-b`)).status).toBe(404)
    const rows = (await server.ask('GET', `${db}/_changes?style=all_docs`)).json.results
    expect(rows.map((row: { id: string }) => row.id)).toEqual(['y', 'x'])
    expect(rows[1].changes).toEqual([{ rev: '1-a' }])
    expect((await replicated(db, { _id: 'x', _rev: '1-b', n: 'again' })).json).toEqual([])
    expect((await server.ask('GET', `${db}/x`)).json.n).toBe('again')
  })

  it('C21 takes leaves alone: a revision that was edited since stays', async () => {
    const db = await newDatabase()
    const one = await put(`${db}/x`, { n: 1 })
    const two = await put(`${db}/x?rev=${one}`, { n: 2 })
    expect((await purge(db, { x: [one] })).json.purged).toEqual({ x: [] })
    expect((await server.ask('GET', `${db}/x`)).json._rev).toBe(two)
    expect((await purge(db, { x: [two] })).json.purged).toEqual({ x: [two] })
    expect((await server.ask('GET', `${db}/x?rev=${one}`)).status).toBe(404)
  })

  it('C21 has limits and wants sound revisions', async () => {
    const db = await newDatabase()
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`d${index}`, ['1-a']]))
    expect((await purge(db, many)).json.reason).toBe('Exceeded maximum number of documents.')
    const revs = Array.from({ length: 1001 }, (_, index) => `1-${index}`)
    expect((await purge(db, { x: revs })).json.reason).toBe('Exceeded maximum number of revisions.')
    expect((await purge(db, { x: ['bad'] })).json).toEqual({
      error: 'bad_request',
      reason: 'Invalid rev format',
    })
    expect((await server.ask('GET', `${db}/_purged_infos_limit`)).text.trim()).toBe('1000')
    expect((await server.ask('PUT', `${db}/_purged_infos_limit`, '10')).json).toEqual({ ok: true })
    expect((await server.ask('GET', `${db}/_purged_infos_limit`)).text.trim()).toBe('10')
  })

  it('C21 is refused in a clinic', async () => {
    expect((await purge('/clinic-demo', { 'patient:1': ['1-a'] })).status).toBe(403)
  })
})
