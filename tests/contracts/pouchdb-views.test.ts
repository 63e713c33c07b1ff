/// <reference path="./pouchdb-core.d.ts" />
import adapterHttp from 'pouchdb-adapter-http'
import PouchDB from 'pouchdb-core'
import find from 'pouchdb-find'
import mapreduce from 'pouchdb-mapreduce'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startTestServer } from './running-server.ts'

PouchDB.plugin(adapterHttp).plugin(mapreduce).plugin(find)

interface Queried {
  total_rows: number
  rows: { id: string; key: unknown; value: unknown; doc?: { name: string } }[]
}
interface Querying {
  query(view: string, options?: object): Promise<Queried>
  viewCleanup(): Promise<{ ok?: boolean }>
  createIndex(index: object): Promise<{ result: string; id: string; name: string }>
  getIndexes(): Promise<{ indexes: { ddoc: string | null; name: string }[] }>
  deleteIndex(index: object): Promise<{ ok: boolean }>
  find(query: object): Promise<{ docs: { _id: string }[]; warning?: string }>
}

let server: RunningServer
let db: PouchDB & Querying
beforeAll(async () => {
  server = await startTestServer()
  db = new PouchDB(`${server.url.replace('//', '//admin:admin-secret@')}/people`) as PouchDB & Querying
  await db.bulkDocs([
    { _id: 'a', name: 'Ann', age: 30 },
    { _id: 'b', name: 'bob', age: 20 },
    { _id: 'c', name: 'Ёлка', age: 20 },
  ])
})
afterAll(() => server.stop())

describe('PouchDB', () => {
  it('V1 V8 asks views and their reductions', async () => {
    await db.put({
      _id: '_design/people',
      views: { age: { map: 'function (doc) { emit(doc.age, 1) }', reduce: '_sum' } },
    })
    const rows = await db.query('people/age', {
      reduce: false,
      include_docs: true,
      descending: true,
      limit: 1,
    })
    expect(rows).toMatchObject({ total_rows: 3, rows: [{ id: 'a', key: 30, doc: { name: 'Ann' } }] })
    expect((await db.query('people/age', { group: true })).rows).toEqual([
      { key: 20, value: 2 },
      { key: 30, value: 1 },
    ])
    await expect(db.query('people/none')).rejects.toMatchObject({ status: 404, reason: 'missing_named_view' })
    expect(await db.viewCleanup()).toEqual({ ok: true })
  })

  it('F2 makes indexes, finds by them and removes them', async () => {
    const made = await db.createIndex({ index: { fields: ['age', 'name'] } })
    expect(made.result).toBe('created')
    const found = await db.find({
      selector: { age: 20, name: { $gt: null } },
      sort: ['age', 'name'],
      fields: ['_id'],
    })
    expect(found.docs).toEqual([{ _id: 'b' }, { _id: 'c' }])
    expect(found.warning).toBeUndefined()
    const [, index] = (await db.getIndexes()).indexes
    expect(await db.deleteIndex(index!)).toEqual({ ok: true })
    expect((await db.getIndexes()).indexes).toHaveLength(1)
  })
})
