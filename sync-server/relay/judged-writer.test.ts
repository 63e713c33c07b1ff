import { describe, expect, it } from 'vitest'
import type { IncomingDocument, WriteGuard } from '../store/store.ts'
import type { ClinicMirror } from './clinic-mirror.ts'
import type { Couchdb, JsonAnswer } from './couchdb.ts'
import { createJudgedWriter } from './judged-writer.ts'
import { AnswerTooLarge } from './unavailable.ts'

const document = (id: string, more: Partial<IncomingDocument> = {}): IncomingDocument => ({
  id,
  rev: undefined,
  deleted: false,
  revisions: undefined,
  body: ',"n":1.0',
  fields: {},
  ...more,
})

/** A CouchDB that answers as it is told, and notes what it was asked. */
function scripted(answers: { get?: unknown; docs?: unknown; status?: number }) {
  const asked: { path: string; body: string }[] = []
  const json = async (request: Parameters<Couchdb['json']>[0]): Promise<JsonAnswer> => {
    const body = request.value === undefined ? String(request.body) : JSON.stringify(request.value)
    asked.push({ path: request.path, body })
    const isRead = request.path.endsWith('_bulk_get')
    const ids = isRead ? (JSON.parse(body) as { docs: { id: string }[] }).docs.map(({ id }) => id) : []
    const missing = ids.map((id) => ({ id, docs: [{ error: { id, error: 'not_found' } }] }))
    const value = isRead ? (answers.get ?? { results: missing }) : answers.docs
    return { status: isRead ? 200 : (answers.status ?? 201), text: '', value }
  }
  const couchdb = { json } as Couchdb
  return { asked, writer: createJudgedWriter(couchdb, { note: async () => undefined }) }
}
const refuseOdd: WriteGuard = ({ id }) =>
  /[13579]$/.test(id) ? { error: 'forbidden', reason: 'odd' } : undefined
const edits = { newEdits: true, guard: refuseOdd }

describe('the writer in front of a CouchDB', () => {
  it('E4 merges refusals and rows in the order of the batch, and sends texts as they are', async () => {
    const { asked, writer } = scripted({
      docs: [
        { ok: true, id: 'a:2', rev: '1-x' },
        { id: 'a:4', error: 'conflict', reason: 'Document update conflict.' },
      ],
    })
    const batch = ['a:1', 'a:2', 'a:3', 'a:4', 'a:5'].map((id) => document(id))
    const rows = await writer.write('clinic-demo', batch, edits)
    expect(rows.map((row) => ('error' in row ? row.error : row.rev))).toEqual([
      'forbidden',
      '1-x',
      'forbidden',
      'conflict',
      'forbidden',
    ])
    expect(asked.at(-1)?.body).toBe('{"docs":[{"_id":"a:2","n":1.0},{"_id":"a:4","n":1.0}]}')
  })

  it('E4 judges by the winner among all leaves: not deleted first, then the longer history as a number', async () => {
    const leaf = (_rev: string, more: object = {}) => ({ ok: { _id: 'a:2', _rev, rev: _rev, ...more } })
    const docs = [leaf('9-ff'), leaf('11-zz', { _deleted: true }), leaf('10-aa'), leaf('10-ab')]
    const { writer } = scripted({ get: { results: [{ id: 'a:2', docs }] }, docs: [] })
    const seen: unknown[] = []
    const guard: WriteGuard = (_next, previous) => {
      seen.push([previous?.rev, previous?.deleted, previous?.body])
      return { error: 'forbidden', reason: 'x' }
    }
    await writer.write('clinic-demo', [document('a:2')], { newEdits: true, guard })
    expect(seen).toEqual([['10-ab', false, ',"rev":"10-ab"']])
  })

  it.each<[string, Parameters<typeof scripted>[0]]>([
    ['reads fewer documents than it was asked for', { get: { results: [] } }],
    ['cannot read one', { get: { results: [{ id: 'a:2', docs: [{ error: { error: 'timeout' } }] }] } }],
    ['writes a row of another document', { docs: [{ ok: true, id: 'a:9', rev: '1-x' }] }],
    ['writes no rows', { docs: [] }],
    ['writes something else', { docs: { ok: true } }],
    ['is in trouble', { status: 500, docs: { error: 'badmatch', reason: 'x' } }],
    ['does not know us', { status: 401, docs: { error: 'unauthorized', reason: 'x' } }],
  ])('E3 takes nothing for stored when the CouchDB %s', async (_title, answers) => {
    const { writer } = scripted(answers)
    await expect(writer.write('clinic-demo', [document('a:2')], edits)).rejects.toMatchObject({ status: 503 })
  })

  it('S32 E4 lets nobody wait behind who waits for a mirror that is being built', async () => {
    const { writer } = scripted({ docs: [{ ok: true, id: 'a:2', rev: '1-x' }] })
    const building = { ready: () => new Promise<void>(() => undefined) } as ClinicMirror
    void writer.write('clinic-demo', [document('a:4')], edits, building)
    expect(await writer.write('clinic-demo', [document('a:2')], edits)).toEqual([{ id: 'a:2', rev: '1-x' }])
  })

  it('E8 asks for as many stored documents at once as it can hold, and refuses alone what it cannot', async () => {
    const asked: string[][] = []
    const sent: string[] = []
    const json = async ({ path, value, body }: Parameters<Couchdb['json']>[0]): Promise<JsonAnswer> => {
      if (!path.endsWith('_bulk_get')) {
        const { docs } = JSON.parse(String(body)) as { docs: { _id: string }[] }
        sent.push(...docs.map(({ _id }) => _id))
        const rows = docs.map(({ _id }) => ({ ok: true, id: _id, rev: '1-x' }))
        return { status: 201, text: '', value: rows }
      }
      const ids = (value as { docs: { id: string }[] }).docs.map(({ id }) => id)
      asked.push(ids)
      if (ids.length > 2 || ids.includes('a:4')) throw new AnswerTooLarge()
      const results = ids.map((id) => ({ id, docs: [{ error: { id, error: 'not_found' } }] }))
      return { status: 200, text: '', value: { results } }
    }
    const writer = createJudgedWriter({ json } as Couchdb, { note: async () => undefined })
    const batch = ['a:2', 'a:4', 'a:6', 'a:8'].map((id) => document(id))
    const rows = await writer.write('clinic-demo', batch, edits)
    expect(rows.map((row) => ('error' in row ? row.error : row.rev))).toEqual([
      '1-x',
      'document_too_large',
      '1-x',
      '1-x',
    ])
    expect(asked).toEqual([['a:2', 'a:4', 'a:6', 'a:8'], ['a:2', 'a:4'], ['a:2'], ['a:4'], ['a:6', 'a:8']])
    expect(sent).toEqual(['a:2', 'a:6', 'a:8'])
  })

  it('E4 sends history and attachments of replicated edits, and takes silence for success', async () => {
    const { asked, writer } = scripted({ docs: [] })
    const replicated = document('a:2', {
      rev: '2-bb',
      deleted: true,
      revisions: { start: 2, ids: ['bb', 'aa'] },
      body: '',
      attachments: [
        {
          name: 'x',
          contentType: 'text/plain',
          revpos: 1,
          content: { bytes: Buffer.from('hi'), digest: 'd' },
        },
        { name: 'y', contentType: 'text/plain', revpos: 2, content: undefined },
      ],
    })
    expect(await writer.write('notes', [replicated], { newEdits: false })).toEqual([
      { id: 'a:2', rev: '2-bb' },
    ])
    expect(JSON.parse(asked.at(-1)!.body)).toEqual({
      docs: [
        {
          _id: 'a:2',
          _rev: '2-bb',
          _deleted: true,
          _revisions: { start: 2, ids: ['bb', 'aa'] },
          _attachments: {
            x: { content_type: 'text/plain', revpos: 1, data: 'aGk=' },
            y: { content_type: 'text/plain', revpos: 2, stub: true },
          },
        },
      ],
      new_edits: false,
    })
  })
})
