/// <reference path="./pouchdb-core.d.ts" />
import 'fake-indexeddb/auto'
import adapterHttp from 'pouchdb-adapter-http'
import adapterIdb from 'pouchdb-adapter-idb'
import PouchDB from 'pouchdb-core'
import replication from 'pouchdb-replication'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type RunningServer, startTestServer } from './running-server.ts'

PouchDB.plugin(adapterHttp).plugin(adapterIdb).plugin(replication)

let server: RunningServer
let other: RunningServer
let count = 0
const stops: (() => unknown)[] = []
const remote = (name: string, on = server): PouchDB =>
  new PouchDB(`${on.url.replace('//', '//admin:admin-secret@')}/${name}`)
const local = (): PouchDB => new PouchDB(`local-${++count}`, { adapter: 'idb' })

/** Both ways, live, until the test is over. */
function live(here: PouchDB, there: PouchDB): void {
  const sync = PouchDB.sync(here, there, { live: true, retry: true })
  const over = new Promise((resolve) => sync.on('complete', resolve))
  stops.push(() => {
    sync.cancel()
    return over
  })
}
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 50 })

beforeEach(async () => {
  server = await startTestServer()
  other = await startTestServer()
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await server.stop()
  await other.stop()
})

describe('PouchDB with a database of its own', () => {
  it('follows the server and is followed, live, documents and deletions', async () => {
    const [here, there] = [local(), remote('notes')]
    await there.info()
    live(here, there)
    await here.put({ _id: 'from-here', n: 1 })
    await there.put({ _id: 'from-there', n: 2 })
    await eventually(async () => {
      expect((await there.get('from-here')).n).toBe(1)
      expect((await here.get('from-there')).n).toBe(2)
    })
    await here.remove('from-there', String((await here.get('from-there'))._rev))
    await eventually(() => expect(there.get('from-there')).rejects.toMatchObject({ reason: 'deleted' }))
  })

  // Between two servers: outside a browser the idb adapter cannot read its own attachments.
  it('carries attachments both ways between servers, unchanged and changed', async () => {
    const [here, there] = [remote('files', other), remote('files')]
    await Promise.all([here.info(), there.info()])
    live(here, there)
    const text = 'ЭКГ '.repeat(30_000)
    const { rev } = await here.put({ _id: 'x' })
    const put = await here.putAttachment('x', 'dir/ecg ў.txt', rev, Buffer.from(text), 'text/plain')
    await eventually(async () => {
      expect(String(await there.getAttachment('x', 'dir/ecg ў.txt'))).toBe(text)
    })
    const second = await there.putAttachment('x', 'second', put.rev, Buffer.from([0, 255, 1]), 'image/png')
    await eventually(async () => {
      const document = await here.get('x', { attachments: true })
      expect(document._rev).toBe(second.rev)
      expect(document._attachments).toMatchObject({
        second: { data: 'AP8B', content_type: 'image/png' },
        'dir/ecg ў.txt': { data: Buffer.from(text).toString('base64') },
      })
    })
    // The stub of an attachment that both have is taken for its content.
    await here.put({ ...(await here.get('x')), edited: true })
    await eventually(async () => {
      expect(await there.get('x')).toMatchObject({ edited: true })
      expect([...(await there.getAttachment('x', 'second'))]).toEqual([0, 255, 1])
    })
  })

  it('comes to the same winner and the same conflicts after both sides edited apart', async () => {
    const [here, there] = [local(), remote('apart')]
    const { rev } = await here.put({ _id: 'x', side: 'none' })
    await PouchDB.replicate(here, there)
    for (const n of [1, 2])
      await here.put({ _id: 'x', side: `here ${n}`, _rev: n === 1 ? rev : (await here.get('x'))._rev })
    await there.put({ _id: 'x', side: 'there', _rev: rev })
    live(here, there)
    await eventually(async () => {
      const [left, right] = [
        await here.get('x', { conflicts: true }),
        await there.get('x', { conflicts: true }),
      ]
      expect(left).toEqual(right)
      expect(left).toMatchObject({ side: 'here 2' })
      expect(left._conflicts).toHaveLength(1)
    })
    // Resolved on one side, it is resolved on the other.
    const [losing] = (await here.get('x', { conflicts: true }))._conflicts as string[]
    expect((await here.get('x', { rev: losing })).side).toBe('there')
    await here.remove('x', losing!)
    await eventually(async () => {
      expect((await there.get('x', { conflicts: true }))._conflicts).toBeUndefined()
    })
  })

  it('goes on where it stopped, from the checkpoint that both sides hold', async () => {
    const [here, there] = [local(), remote('resumed')]
    await there.bulkDocs(Array.from({ length: 300 }, (_, n) => ({ _id: `d${n}`, n })))
    expect(await PouchDB.replicate(there, here)).toMatchObject({ docs_read: 300 })
    await there.compact()
    await there.put({ _id: 'late' })
    expect(await PouchDB.replicate(there, here)).toMatchObject({ docs_read: 1 })
    const { json } = await server.ask('GET', '/resumed/_local_docs?include_docs=true')
    expect(json.rows[0].doc).toMatchObject({ replicator: 'pouchdb' })
  })
})
