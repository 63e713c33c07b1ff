import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { patientDocument, visitDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { people, startClinicServer } from './clinic-server.ts'
import { feedsWaiting } from './feeds-waiting.ts'
import type { RunningServer } from './running-server.ts'

let server: RunningServer
beforeEach(async () => {
  server = await startClinicServer({ metricsToken: 'scrape-secret' })
})
afterEach(() => server.stop())

const scrape = async (): Promise<string> =>
  (
    await server.ask('GET', '/metrics', undefined, {
      as: null,
      headers: { authorization: 'Bearer scrape-secret' },
    })
  ).text
const seriesOf = (text: string, series: string): number => {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `))
  return Number(line?.slice(series.length + 1))
}

describe('metrics', () => {
  it('O7 are for administrators and for who shows the token, under both addresses', async () => {
    const status = async (path: string, as: string | null, token?: string) =>
      (
        await server.ask('GET', path, undefined, {
          as,
          ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
        })
      ).status
    for (const path of ['/metrics', '/_node/_local/_prometheus']) {
      expect(await status(path, 'admin:admin-secret')).toBe(200)
      expect(await status(path, null, 'scrape-secret')).toBe(200)
      expect(await status(path, null, 'scrape-secret-not')).toBe(401)
      expect(await status(path, null)).toBe(401)
      expect(await status(path, people.doctor)).toBe(403)
    }
    expect(await status('/_all_dbs', null, 'scrape-secret')).toBe(401)
  })

  it('O7 count requests by pattern, commits, feeds, refusals by code, and the sizes of databases', async () => {
    const as = { as: people.doctor }
    const stop = new AbortController()
    const feed = server
      .ask('GET', '/clinic-demo/_changes?feed=longpoll&since=now', undefined, { ...as, signal: stop.signal })
      .catch(() => undefined)
    await feedsWaiting(server, 1)
    const before = await scrape()
    expect(seriesOf(before, 'lekar_feeds_waiting')).toBe(1)
    const [visit] = (await server.ask('POST', '/clinic-demo/_bulk_docs', { docs: [visitDocument()] }, as))
      .json
    await feed
    const changed = { ...visitDocument(), _rev: visit.rev, complaints: 'Другое' }
    await server.ask('PUT', '/clinic-demo/visit:1', changed, as)
    await server.ask('GET', '/clinic-demo/patient:none', undefined, as)
    const text = await scrape()
    const count = (series: string) => seriesOf(text, series)
    expect(count('lekar_requests_total{method="POST",route="/:db/_bulk_docs",status="201"}')).toBe(1)
    expect(count('lekar_requests_total{method="GET",route="/:db/:id",status="404"}')).toBe(1)
    expect(count('lekar_rows_refused_total{code="visit.signed-immutable"}')).toBe(1)
    expect(count('lekar_commit_seconds_count')).toBeGreaterThan(0)
    expect(count('lekar_commit_seconds_sum')).toBeGreaterThan(0)
    expect(count('lekar_committed_writes_total')).toBeGreaterThanOrEqual(count('lekar_commit_seconds_count'))
    expect(count('lekar_request_seconds_count{route="/:db/_bulk_docs"}')).toBe(1)
    expect(count('lekar_database_bytes{database="clinic-demo"}')).toBeGreaterThan(8192)
    expect(count('lekar_event_loop_delay_p99_seconds')).toBeGreaterThan(0)
    expect(count('lekar_feeds_waiting')).toBe(0)
    stop.abort()
  })

  it('O7 A6 hold no id, no name and no query', async () => {
    const as = { as: people.doctor }
    await server.ask(
      'PUT',
      '/clinic-demo/patient:secret-canary',
      patientDocument('patient:secret-canary'),
      as,
    )
    await server.ask('GET', '/clinic-demo/patient:secret-canary?rev=1-canary', undefined, as)
    await server.ask('GET', '/canary/canary/canary', undefined, as)
    const text = await scrape()
    for (const word of ['canary', 'doctor', 'Иванов', 'admin'])
      expect([word, text.includes(word)]).toEqual([word, false])
  })
})

describe('the state of the server', () => {
  const up = () => server.ask('GET', '/_up', undefined, { as: null })
  const setting = '/_node/_local/_config/couchdb/maintenance_mode'

  it('O8 _up tells a load balancer whether to send work, also in maintenance and at the end', async () => {
    expect([(await up()).status, (await up()).json.status]).toEqual([200, 'ok'])
    expect((await server.ask('PUT', setting, '"true"')).json).toBe('false')
    expect([(await up()).status, (await up()).json]).toEqual([404, { status: 'maintenance_mode' }])
    expect((await server.ask('PUT', '/still-works')).status).toBe(201)
    expect((await server.ask('PUT', setting, '"false"')).json).toBe('true')
    expect((await up()).status).toBe(200)
    expect((await server.ask('PUT', setting, '"maybe"')).status).toBe(400)
    expect((await server.ask('PUT', setting, '"true"', { as: people.doctor })).status).toBe(403)
  })

  it('O8 answers what tools for CouchDB ask of a server that is alone', async () => {
    expect((await server.ask('GET', '/_membership')).json).toEqual({
      all_nodes: ['nonode@nohost'],
      cluster_nodes: ['nonode@nohost'],
    })
    expect((await server.ask('GET', '/_node/_local')).json).toEqual({ name: 'nonode@nohost' })
    expect((await server.ask('GET', '/_node/nonode@nohost/_system')).json.memory.rss).toBeGreaterThan(0)
    expect((await server.ask('GET', '/_node/other/_system')).status).toBe(404)
    expect((await server.ask('GET', '/_node/_local', undefined, { as: null })).status).toBe(401)
    const commit = await server.ask('POST', '/clinic-demo/_ensure_full_commit', {})
    expect([commit.status, commit.json.ok]).toEqual([201, true])
  })
})

describe('limits', () => {
  it('C17 refuses an attachment that is too large, inline and by its own address, and stores nothing', async () => {
    const small = await startClinicServer({ limits: { attachmentBytes: 1000 } })
    await small.ask('PUT', '/t')
    const large = Buffer.alloc(1001, 1)
    const put = await small.ask('PUT', '/t/a/file.bin', large, { headers: { 'content-type': 'image/png' } })
    expect([put.status, put.json]).toEqual([413, { error: 'attachment_too_large', reason: 'file.bin' }])
    const inline = {
      _attachments: { 'file.bin': { content_type: 'image/png', data: large.toString('base64') } },
    }
    const batch = { docs: [{ _id: 'b' }, { _id: 'c', ...inline }] }
    expect((await small.ask('POST', '/t/_bulk_docs', batch)).status).toBe(413)
    expect((await small.ask('GET', '/t')).json.doc_count).toBe(0)
    const fits = await small.ask('PUT', '/t/a/file.bin', large.subarray(1), {
      headers: { 'content-type': 'image/png' },
    })
    expect(fits.status).toBe(201)
    await small.stop()
  })

  it('C17 refuses headers that are too large, and takes an address of a few hundred keys', async () => {
    await server.ask('PUT', '/t')
    const keys = encodeURIComponent(
      JSON.stringify(Array.from({ length: 800 }, (_, n) => `patient:${n}-0123456789`)),
    )
    expect((await server.ask('GET', `/t/_all_docs?keys=${keys}`)).json.rows).toHaveLength(800)
    const huge = await server.ask('GET', '/', undefined, { headers: { 'x-junk': 'x'.repeat(70_000) } })
    expect(huge.status).toBe(431)
  })
})
