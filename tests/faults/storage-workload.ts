import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStore } from '../../sync-server/store/sqlite/sqlite-store.ts'
import type { Database, IncomingDocument, Store } from '../../sync-server/store/store.ts'
import {
  type Change,
  type DocumentChange,
  digestOf,
  type Ledger,
  type LedgerEvent,
} from './storage-ledger.ts'

/** `LEKAR_LONG_WALK=1` stops at every step, and writes a batch that does not fit into SQLite's cache. */
export const longWalk = process.env.LEKAR_LONG_WALK === '1'

/** A store whose log goes into the file after a few pages, so that this is walked, too. */
export const openWalkedStore = (folder: string): Store =>
  openSqliteStore({
    folder,
    clock: { now: () => Date.parse('2026-11-25T08:00:00Z') },
    random: (length) => randomBytes(length),
    checkpointPages: 20,
  })

const incoming = (id: string, body: string, more: Partial<IncomingDocument> = {}): IncomingDocument => ({
  id,
  rev: undefined,
  deleted: false,
  revisions: undefined,
  body,
  fields: {},
  ...more,
})
const replicated = (id: string, body: string, ids: string[], deleted = false): IncomingDocument =>
  incoming(id, body, { deleted, rev: `${ids.length}-${ids[0]}`, revisions: { start: ids.length, ids } })

const noteText = 'жалобы на кашель; patient reports mild cough '
const textOf = (token: string, length = 400): string =>
  `,"token":"${token}","text":"${noteText.repeat(Math.ceil(length / noteText.length)).slice(0, length)}"`
const plain = (id: string, ...leaves: string[]): DocumentChange => ({
  id,
  leaves: leaves.map(digestOf),
  deleted: false,
})

/** A database of the first layout with one document, and the ledger that tells of it. */
export async function prepareOldLayout(folder: string): Promise<LedgerEvent[]> {
  const store = openWalkedStore(folder)
  store.create('old')
  await store.open('old')!.write([incoming('kept', textOf('old'))], { newEdits: true })
  const { epoch } = store.open('old')!
  store.close()
  const file = new DatabaseSync(join(folder, 'databases/old.sqlite'))
  file.exec('ALTER TABLE revision DROP COLUMN old; ALTER TABLE revision RENAME TO leaf')
  const tables = file.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
  const first = new Set(['setting', 'document', 'leaf', 'local'])
  for (const { name } of tables) if (!first.has(String(name))) file.exec(`DROP TABLE ${name}`)
  file.exec('DROP INDEX document_patient; ALTER TABLE document DROP COLUMN patient')
  file.exec('ALTER TABLE document DROP COLUMN delivered_by; PRAGMA user_version = 1')
  file.close()
  const epochs = { old: epoch }
  return [
    { what: 'asked', place: -2, change: { kind: 'create', database: 'old' } },
    { what: 'acknowledged', place: -2, epochs },
    {
      what: 'asked',
      place: -1,
      change: { kind: 'write', database: 'old', documents: [plain('kept', textOf('old'))] },
    },
    { what: 'acknowledged', place: -1, epochs },
  ]
}

/** Everything the store can do, step by step, each noted in the ledger before it is asked and after it is answered. */
export async function runWorkload(open: () => Store, ledger: Ledger): Promise<void> {
  let store: Store = open()
  const database = (name: string): Database => store.open(name)!
  const known = new Map<string, Database>()
  const epochs = () => Object.fromEntries([...known].map(([name, { epoch }]) => [name, epoch]))
  const run = <T>(change: Change, work: () => T | Promise<T>) => ledger.run(change, work, epochs)
  const look = (name: string): void => {
    const found = store.open(name)
    if (!found) throw new Error('missing')
    known.set(name, found)
  }

  const create = (name: string) =>
    run({ kind: 'create', database: name }, () => {
      if (!store.create(name)) throw new Error('exists')
      look(name)
    })
  const remove = (name: string) =>
    run({ kind: 'remove', database: name }, () => {
      if (!store.remove(name)) throw new Error('missing')
      known.delete(name)
    })
  /** Gives the new revisions; throws when a row is refused. */
  const write = (
    name: string,
    batch: IncomingDocument[],
    documents: DocumentChange[],
    newEdits = true,
  ): Promise<string[] | undefined> =>
    run({ kind: 'write', database: name, documents }, async () => {
      look(name)
      const outcomes = await database(name).write(batch, { newEdits })
      const stored = outcomes.filter((row) => 'rev' in row)
      if (stored.length !== documents.length) throw new Error('a row was refused')
      return stored.map((row) => row.rev)
    })
  const put = (name: string, id: string, token: string, rev?: string) =>
    write(name, [incoming(id, textOf(token), { rev })], [plain(id, textOf(token))])
  const local = (name: string, id: string, body: string | undefined) =>
    run({ kind: 'local', database: name, id, body }, async () => {
      if (body === undefined) await database(name).removeLocal(id)
      else await database(name).putLocal(id, body)
    })

  await run({ kind: 'record', key: 'k', value: 'v1' }, () => store.records.put('kind', 'k', 'v1'))
  await put('old', 'kept-too', 'after the upgrade')
  await create('a')
  const [first] = (await put('a', 'single', 's1')) ?? []
  await put('a', 'single', 's2', first)
  // A conflict in a batch: its row fails alone.
  await write(
    'a',
    [incoming('fine', textOf('fine')), incoming('single', textOf('never'), { rev: '7-made-up' })],
    [plain('fine', textOf('fine'))],
  )
  // Several writers that share a commit.
  await Promise.all([
    ...['p', 'q', 'r'].map((writer) =>
      write(
        'a',
        [incoming(`${writer}1`, textOf(`${writer}1`)), incoming(`${writer}2`, textOf(`${writer}2`, 3000))],
        [plain(`${writer}1`, textOf(`${writer}1`)), plain(`${writer}2`, textOf(`${writer}2`, 3000))],
      ),
    ),
    local('a', 'checkpoint', ',"seq":1'),
  ])
  await local('a', 'checkpoint', ',"seq":2')
  await local('a', 'gone', ',"seq":3')
  await local('a', 'gone', undefined)

  // Branches from elsewhere, of which one ends.
  await write('a', [replicated('tree', textOf('t1'), ['x1'])], [plain('tree', textOf('t1'))], false)
  const branched = await write(
    'a',
    [replicated('tree', textOf('t2'), ['x2', 'x1']), replicated('tree', textOf('t3'), ['y3', 'y2', 'x1'])],
    [plain('tree', textOf('t2')), plain('tree', textOf('t2'), textOf('t3'))],
    false,
  )
  if (branched)
    await write(
      'a',
      [replicated('tree', '', ['y4', 'y3', 'y2', 'x1'], true)],
      [plain('tree', textOf('t2'), '')],
      false,
    )
  const [fine] = (await put('a', 'dying', 'd1')) ?? []
  await write(
    'a',
    [incoming('dying', '', { rev: fine, deleted: true })],
    [{ ...plain('dying', ''), deleted: true }],
  )

  // Attachments: kept by a stub, then dropped, then collected.
  const bytes = Buffer.from('content of an attachment '.repeat(300))
  const digest = `md5-${createHash('md5').update(bytes).digest('base64')}`
  const file = { name: 'a.txt', contentType: 'text/plain', revpos: undefined }
  const shown = `,"_attachments":${JSON.stringify({ 'a.txt': { content_type: 'text/plain', revpos: 1, digest, data: bytes.toString('base64') } })}`
  const [with1] =
    (await write(
      'a',
      [incoming('files', textOf('f1'), { attachments: [{ ...file, content: { bytes, digest } }] })],
      [plain('files', textOf('f1') + shown)],
    )) ?? []
  const [with2] =
    (await write(
      'a',
      [incoming('files', textOf('f2'), { rev: with1, attachments: [{ ...file, content: undefined }] })],
      [plain('files', textOf('f2') + shown)],
    )) ?? []
  await run({ kind: 'compact', database: 'a' }, () => database('a').compact())
  await put('a', 'files', 'f3', with2)
  await run({ kind: 'compact', database: 'a' }, () => database('a').compact())

  // A name that is used again must not meet what its former bearer left.
  await create('b')
  await put('b', 'only', 'b1')
  await remove('b')
  await create('b')
  await put('b', 'other', 'b2')

  store.close()
  store = open()
  await run({ kind: 'renew' }, () => {
    store.renewEpochs()
    for (const name of store.databaseNames()) look(name)
  })
  await put('a', 'after', 'after the renewal')

  // In a long walk more than the cache holds: pages reach the log before the commit.
  await create('large')
  const batch = Array.from({ length: 10 }, (_, index) => ({
    id: `l${index}`,
    body: `,"noise":"${randomBytes(longWalk ? 900_000 : 60_000).toString('base64')}"`,
  }))
  await write(
    'large',
    batch.map(({ id, body }) => incoming(id, body)),
    batch.map(({ id, body }) => plain(id, body)),
  )
  await remove('large')
  await run({ kind: 'record', key: 'k', value: 'v2' }, () => store.records.put('kind', 'k', 'v2'))
  await put('old', 'last', 'last')
  store.close()
}
