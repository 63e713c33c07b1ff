import { expect, it } from 'vitest'
import type { Couchdb, JsonAnswer } from './couchdb.ts'
import { createMirrorSource } from './mirror-source.ts'

/** A CouchDB that answers `_bulk_get` with this. */
const sourceOf = (docs: unknown[], status = 200) => {
  const value = { results: docs.map((doc) => ({ id: 'visit:1', docs: [doc] })) }
  const json = async (): Promise<JsonAnswer> => ({ status, text: JSON.stringify(value), value })
  return createMirrorSource({ json } as unknown as Couchdb, 'clinic-demo')
}
const revision = { _id: 'visit:1', _rev: '1-a', _revisions: { start: 1, ids: ['a'] }, n: 1 }
const notFound = { error: { id: 'visit:1', rev: '1-a', error: 'not_found', reason: 'missing' } }

it('S32 waits for a revision that the feed has told and a copy that lags behind has not', async () => {
  const told = [{ id: 'visit:1', rev: '1-a' }]
  await expect(sourceOf([notFound]).documents(told)).rejects.toMatchObject({ status: 503 })
  expect(await sourceOf([notFound]).documents([{ id: 'visit:1' }])).toEqual([])
  expect(await sourceOf([{ ok: revision }]).documents(told)).toMatchObject([{ id: 'visit:1', rev: '1-a' }])
})

it('S32 is 503 where the CouchDB cannot read a document', async () => {
  const broken = { error: { id: 'visit:1', error: 'internal_server_error', reason: 'x' } }
  await expect(sourceOf([broken]).documents([{ id: 'visit:1' }])).rejects.toMatchObject({ status: 503 })
  await expect(sourceOf([7]).documents([{ id: 'visit:1' }])).rejects.toMatchObject({ status: 503 })
})

it('S32 S9 has the newest revision of what holds attachments beside the rules, without them', async () => {
  const _attachments = { x: { content_type: 'текст', stub: true } }
  const [document] = await sourceOf([{ ok: { ...revision, _attachments } }]).documents([{ id: 'visit:1' }])
  expect(document).toMatchObject({ rev: '1-a', body: ',"n":1' })
  expect(document).not.toHaveProperty('attachments')
})
