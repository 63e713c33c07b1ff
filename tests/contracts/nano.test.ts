import nano, { type DocumentScope, type MaybeDocument } from 'nano'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type RunningServer, startTestServer } from './running-server.ts'

interface Note extends MaybeDocument {
  text?: string
}

let left: RunningServer
let right: RunningServer
const open = async (server: RunningServer, name: string): Promise<DocumentScope<Note>> => {
  const couch = nano(server.url.replace('//', '//admin:admin-secret@'))
  await couch.db.create(name)
  return couch.use<Note>(name)
}
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 50 })

/** What changes here is carried there, as a replicator does it: every leaf with its history and its files. */
function carry(from: DocumentScope<Note>, to: DocumentScope<Note>): () => Promise<void> {
  const reader = from.changesReader
  let isLast = false
  const ended = new Promise<void>((resolve) => {
    reader.start({ since: '0', wait: true }).on('batch', async (rows: { id: string }[]) => {
      for (const { id } of rows) await to.bulk({ docs: await leavesOf(from, id), new_edits: false } as never)
      if (isLast) resolve()
      else reader.resume()
    })
  })
  return async () => {
    isLast = true
    // A reader that is stopped while it waits leaves a rejection behind: it gets something to read first.
    await from.insert({})
    await ended
    reader.stop()
  }
}

async function leavesOf(database: DocumentScope<Note>, id: string): Promise<Note[]> {
  const answer = await nanoOf(database).request({
    db: database.config.db,
    path: encodeURIComponent(id),
    qs: { open_revs: 'all', revs: true, attachments: true },
    headers: { accept: 'application/json' },
  })
  return (answer as { ok: Note }[]).map((row) => row.ok)
}
const servers = new Map<unknown, ReturnType<typeof nano>>()
const nanoOf = (database: DocumentScope<Note>): ReturnType<typeof nano> => {
  const known = servers.get(database) ?? nano(database.config.url)
  servers.set(database, known)
  return known
}

beforeAll(async () => {
  left = await startTestServer()
  right = await startTestServer()
})
afterAll(async () => {
  await left.stop()
  await right.stop()
})

describe('nano', () => {
  it('writes, reads, lists, queries and removes', async () => {
    const notes = await open(left, 'plain/db')
    const made = await notes.insert({ text: 'one' }, 'a/b ў')
    expect(await notes.get('a/b ў')).toEqual({ _id: 'a/b ў', _rev: made.rev, text: 'one' })
    await expect(notes.insert({ text: 'two' }, 'a/b ў')).rejects.toMatchObject({
      statusCode: 409,
      error: 'conflict',
    })
    await notes.bulk({ docs: [{ _id: 'c' }, { _id: 'd' }] })
    const list = await notes.fetch({ keys: ['c', 'a/b ў'] })
    expect(list.rows.map((row) => row.key)).toEqual(['c', 'a/b ў'])
    expect((await notes.find({ selector: { text: 'one' } })).docs).toHaveLength(1)
    expect((await notes.info()).doc_count).toBe(3)
    expect((await notes.head('c')).etag).toMatch(/^"1-/)
    await notes.destroy('a/b ў', made.rev)
    await expect(notes.get('a/b ў')).rejects.toMatchObject({ statusCode: 404, reason: 'deleted' })
    expect(await nano(left.url.replace('//', '//admin:admin-secret@')).db.list()).toContain('plain/db')
  })

  it('keeps files beside documents, in one request and in several', async () => {
    const notes = await open(left, 'files')
    const made = await notes.multipart.insert(
      { text: 'with files' },
      [
        { name: 'a.txt', data: Buffer.from('first'), content_type: 'text/plain' },
        { name: 'b.bin', data: Buffer.from([1, 2, 3]), content_type: 'application/octet-stream' },
      ],
      'x',
    )
    expect(String(await notes.attachment.get('x', 'a.txt'))).toBe('first')
    const second = await notes.attachment.insert('x', 'c.txt', Buffer.from('third'), 'text/plain', {
      rev: made.rev,
    })
    await notes.attachment.destroy('x', 'a.txt', { rev: second.rev })
    const { _attachments } = (await notes.get('x')) as unknown as { _attachments: object }
    expect(Object.keys(_attachments).sort()).toEqual(['b.bin', 'c.txt'])
    const streamed: Buffer[] = []
    for await (const piece of notes.attachment.getAsStream('x', 'b.bin')) streamed.push(piece as Buffer)
    expect(Buffer.concat(streamed)).toEqual(Buffer.from([1, 2, 3]))
  })

  it('carries edits, files and conflicts between two servers, live and both ways', async () => {
    const [here, there] = [await open(left, 'live'), await open(right, 'live')]
    const stops = [carry(here, there), carry(there, here)]
    try {
      const made = await here.insert({ text: 'first' }, 'x')
      await here.attachment.insert('x', 'f', Buffer.from('file'), 'text/plain', { rev: made.rev })
      await eventually(async () => {
        expect(String(await there.attachment.get('x', 'f'))).toBe('file')
      })
      const base = (await there.get('x'))._rev
      await Promise.all([
        here.insert({ _rev: base, text: 'here' } as Note, 'x'),
        there.insert({ _rev: base, text: 'there' } as Note, 'x'),
      ])
      await eventually(async () => {
        const [a, b] = [await here.get('x', { conflicts: true }), await there.get('x', { conflicts: true })]
        expect(a).toEqual(b)
        expect(a._conflicts).toHaveLength(1)
      })
      const { _conflicts } = await there.get('x', { conflicts: true })
      await there.destroy('x', _conflicts![0]!)
      await eventually(async () => {
        expect((await here.get('x', { conflicts: true }))._conflicts).toBeUndefined()
      })
    } finally {
      for (const stop of stops) await stop()
    }
  })
})
