/// <reference path="./pouchdb-core.d.ts" />
import adapterHttp from 'pouchdb-adapter-http'
import PouchDB from 'pouchdb-core'
import replication from 'pouchdb-replication'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startTestServer } from './running-server.ts'

PouchDB.plugin(adapterHttp).plugin(replication)

let left: RunningServer
let right: RunningServer
const open = (server: RunningServer, name: string): PouchDB =>
  new PouchDB(`${server.url.replace('//', '//admin:admin-secret@')}/${name}`)

beforeAll(async () => {
  left = await startTestServer()
  right = await startTestServer()
})
afterAll(async () => {
  await left.stop()
  await right.stop()
})

describe('PouchDB', () => {
  it('replicates two servers into the same documents, winners, conflicts and tombstones', async () => {
    const a = open(left, 'notes')
    const b = open(right, 'notes')
    await a.bulkDocs(Array.from({ length: 250 }, (_, index) => ({ _id: `d${index}`, n: index })))
    expect(await PouchDB.replicate(a, b)).toMatchObject({
      ok: true,
      docs_written: 250,
      doc_write_failures: 0,
    })

    const base = await a.get('d1')
    await a.put({ ...base, side: 'left' })
    await b.put({ ...base, side: 'right' })
    await b.remove('d2', String((await b.get('d2'))._rev))
    await PouchDB.replicate(a, b)
    expect(await PouchDB.replicate(b, a)).toMatchObject({ ok: true, doc_write_failures: 0 })

    const [onLeft, onRight] = await Promise.all([
      a.get('d1', { conflicts: true }),
      b.get('d1', { conflicts: true }),
    ])
    expect(onLeft).toEqual(onRight)
    expect(onLeft._conflicts).toHaveLength(1)
    await expect(a.get('d2')).rejects.toMatchObject({ status: 404, reason: 'deleted' })
    expect((await a.info()).doc_count).toBe(249)
    expect(await PouchDB.replicate(a, b)).toMatchObject({ docs_read: 0 })
  })

  it('replicates an id and a text that are hard to carry', async () => {
    const a = open(left, 'strange')
    const b = open(right, 'strange')
    const id = 'визит & #1?/\\"+%20😀'
    await a.put({ _id: id, text: 'ў\u0000\u2028 ‮RTL 😀' })
    await PouchDB.replicate(a, b)
    expect(await b.get(id)).toEqual(await a.get(id))
    expect((await b.get(id)).text).toBe('ў\u0000\u2028 ‮RTL 😀')
  })
})
