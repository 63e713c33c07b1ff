import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { villageKeysOf } from '#shared/domain/access/index.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { notFound } from '../couch/couch-error.ts'
import { incomingDocument } from '../couch/incoming-document.ts'
import { byAuthor, patientDocument, visitDocument } from '../scope/clinic-document.fixture.ts'
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts'
import type { ReadScope, Store } from '../store/store.ts'
import { createClinicMirror } from './clinic-mirror.ts'
import { createMirrorPlacing } from './mirror-placing.ts'
import type { MirrorSource } from './mirror-source.ts'
import { CouchdbUnavailable } from './unavailable.ts'

/** A CouchDB of one database: each document once, at the place of its newest change. */
function scripted() {
  const rows: { id: string; rev: string; text: string }[] = []
  const asked: string[] = []
  const state = { born: '1', purged: '0', isDown: false, isGone: false, hold: Promise.resolve() }
  const answer = async (what: string): Promise<void> => {
    asked.push(what)
    await state.hold
    if (state.isDown) throw new CouchdbUnavailable('down')
    if (state.isGone) throw notFound('Database does not exist.')
  }
  const source: MirrorSource = {
    async state() {
      // What it was when it was asked, however long the answer takes.
      const now = { born: state.born, purged: state.purged, updateSeq: `${rows.length}` }
      await answer('state')
      return now
    },
    async page(since) {
      await answer('page')
      const after = rows.slice(Number(since)).map(({ id, rev }) => ({ id, changes: [{ rev }] }))
      return { rows: after, last: `${rows.length}` }
    },
    news: (_since, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
    async documents(wanted) {
      await answer('documents')
      return wanted.flatMap(({ id }) =>
        rows
          .filter((row) => row.id === id)
          .map(({ text }) => incomingDocument(JSON.parse(text), text, 0, () => id)),
      )
    },
  }
  const put = (document: { _id: string } & Record<string, unknown>): void => {
    const rev = `1-${rows.length}a`
    rows.push({ id: document._id, rev, text: JSON.stringify({ ...document, _rev: rev }) })
  }
  return { source, state, asked, rows, put }
}

const folder = mkdtempSync(join(tmpdir(), 'lekar-mirror-'))
const clock = { now: () => 1_000_000 }
let random = 0
let store: Store
let couchdb: ReturnType<typeof scripted>
let mirror: ReturnType<typeof createClinicMirror>
let ended = 0
const name = 'clinic-demo'

function start(): void {
  store = openSqliteStore({ folder, clock, random: (length) => new Uint8Array(length).fill(++random) })
  const feeds = { endAll: () => void ended++ }
  const placing = {
    ...createMirrorPlacing(store, clock, name, () => undefined),
    openingOf: ({ id }: { id: string }) =>
      id === 'patient:moved'
        ? { person: scope.person, patient: id, openedAtMs: 1, untilMs: clock.now() + 1, reason: 'own-card' }
        : undefined,
  }
  const { source } = couchdb
  mirror = createClinicMirror({ database: name, source, store, placing, feeds, clock, waitMs: 300 })
}
function stop(): void {
  mirror.close()
  store.close()
}
beforeEach(() => {
  couchdb = scripted()
  start()
})
afterEach(() => {
  stop()
  rmSync(folder, { recursive: true, force: true })
})

const card = (letter: string, settlement: string) => ({
  ...patientDocument(`patient:${letter}`),
  address: { settlement, house: '7' },
})
const scope: ReadScope = {
  key: 'a',
  person: 'practitioner:a',
  types: undefined,
  about: undefined,
  villages: villageKeysOf(card('x', 'Заречье')),
  patient: undefined,
  shape: undefined,
}
const sees = (id: string): boolean => store.open(name)?.within(scope).winner(id) !== undefined

describe('the mirror of a clinic', () => {
  it('S32 tells whom documents are about, whichever came first, and goes on from its place', async () => {
    couchdb.put({ ...visitDocument('visit:1'), patientId: 'patient:a' })
    couchdb.put(card('a', 'Заречье'))
    couchdb.put(card('b', 'Луговая'))
    await mirror.ready()
    expect(['visit:1', 'patient:a', 'patient:b'].map(sees)).toEqual([true, true, false])
    stop()
    start()
    couchdb.asked.length = 0
    await mirror.ready()
    expect(couchdb.asked).toEqual(['state'])
  })

  it('S32 answers nothing until it has heard everything from before the question', async () => {
    couchdb.put(card('a', 'Заречье'))
    await mirror.ready()
    let go: () => void = () => undefined
    couchdb.state.hold = new Promise((resolve) => {
      go = resolve
    })
    const first = mirror.ready()
    await new Promise((resolve) => setTimeout(resolve, 20))
    couchdb.put(card('c', 'Заречье'))
    // The look of the first may have been before the new document; the second must not share it.
    const second = mirror.ready().then(() => sees('patient:c'))
    go()
    await first
    expect(await second).toBe(true)
  })

  it('S32 says that it is not ready rather than let wait, and is not ready while the CouchDB is away', async () => {
    couchdb.state.hold = new Promise(() => undefined)
    await expect(mirror.ready()).rejects.toMatchObject({ why: 'mirror-behind' })
    stop()
    start()
    couchdb.state.hold = Promise.resolve()
    couchdb.state.isDown = true
    await expect(mirror.ready()).rejects.toMatchObject({ why: 'down' })
  })

  it('S32 S24 is made anew after a purge, by another epoch, with the cards that are open', async () => {
    couchdb.put(card('a', 'Заречье'))
    couchdb.put(card('b', 'Луговая'))
    couchdb.put(card('c', 'Луговая'))
    await mirror.ready()
    const before = store.open(name)!
    const opening = { person: scope.person, openedAtMs: 1, reason: 'emergency' }
    await before.open({ ...opening, patient: 'patient:b', untilMs: clock.now() + 1 })
    await before.open({ ...opening, patient: 'patient:c', untilMs: clock.now() - 1 })
    couchdb.rows.shift()
    couchdb.state.purged = '1'
    ended = 0
    await mirror.ready()
    expect(['patient:a', 'patient:b', 'patient:c'].map(sees)).toEqual([false, true, false])
    expect([store.open(name)!.epoch === before.epoch, ended]).toEqual([false, 1])
  })

  it('S32 S23 answers and judges nothing by half a clinic, when it is made anew after it was ready', async () => {
    couchdb.put(card('b', 'Луговая'))
    await mirror.ready()
    expect(mirror.whole().places.villagesOf('patient:b')).toBeDefined()
    const { documents } = couchdb.source
    let told: unknown
    couchdb.source.documents = (wanted) => {
      try {
        told = mirror.whole().places.villagesOf('patient:b')
      } catch (error) {
        told = error
      }
      return documents(wanted)
    }
    couchdb.state.purged = '1'
    await mirror.ready()
    expect(told).toMatchObject({ why: 'mirror-behind' })
    expect(mirror.whole().places.villagesOf('patient:b')).toBeDefined()
  })

  it('S32 S22 gives what was written to whoever brought it, also when it could not be brought here at once', async () => {
    couchdb.put(card('b', 'Луговая'))
    await mirror.ready()
    const send = async () => {
      couchdb.put({
        ...byAuthor(visitDocument('visit:x'), scope.person),
        patientId: 'patient:later',
      })
      couchdb.state.isDown = true
      return [{ id: 'visit:x', rev: '1-1a' }]
    }
    expect(await mirror.write(['visit:x'], scope.person, send)).toEqual([{ id: 'visit:x', rev: '1-1a' }])
    await expect(mirror.ready()).rejects.toMatchObject({ why: 'down' })
    couchdb.state.isDown = false
    await mirror.ready()
    expect(sees('visit:x')).toBe(true)
    expect(
      store
        .open(name)!
        .within({ ...scope, key: 'b', person: 'practitioner:b' })
        .winner('visit:x'),
    ).toBe(undefined)
  })

  it('S32 S22 S24 gives what was written to whoever brought it, also when the server ended before it was brought', async () => {
    couchdb.put(card('b', 'Луговая'))
    await mirror.ready()
    const send = async () => {
      couchdb.put({ ...byAuthor(visitDocument('visit:x'), scope.person), patientId: 'patient:later' })
      couchdb.put(card('moved', 'Луговая'))
      return Promise.reject(new Error('the server ends'))
    }
    await expect(mirror.write(['visit:x', 'patient:moved'], scope.person, send)).rejects.toThrow('ends')
    stop()
    start()
    // What the feed tells of it first would be nobody's.
    await mirror.ready()
    expect(['visit:x', 'patient:moved'].map(sees)).toEqual([true, true])
    expect(store.records.list('mirror-owed')).toEqual([])
  })

  it('S32 says what the CouchDB has stored, also when a full disk cannot note that it is here', async () => {
    couchdb.put(card('b', 'Луговая'))
    await mirror.ready()
    const { remove } = store.records
    store.records.remove = () => {
      throw new AppError('storage.full')
    }
    const send = async () => {
      couchdb.put(card('d', 'Луговая'))
      return [{ id: 'patient:d', rev: '1-1a' }]
    }
    expect(await mirror.write(['patient:d'], scope.person, send)).toEqual([{ id: 'patient:d', rev: '1-1a' }])
    store.records.remove = remove
    await mirror.ready()
    expect(store.records.list('mirror-owed')).toEqual([])
  })

  it('S32 leaves nothing on this disk of a database that was removed there', async () => {
    couchdb.put(card('a', 'Заречье'))
    await mirror.ready()
    couchdb.state.isDown = true
    await expect(mirror.check()).rejects.toMatchObject({ why: 'down' })
    expect(store.databaseNames()).toEqual([name])
    couchdb.state.isDown = false
    couchdb.state.isGone = true
    ended = 0
    await expect(mirror.check()).rejects.toMatchObject({ status: 404 })
    expect([store.databaseNames(), store.records.list('mirror'), ended]).toEqual([[], [], 1])
    couchdb.state.isGone = false
    couchdb.state.born = '2'
    await mirror.ready()
    expect(sees('patient:a')).toBe(true)
  })

  it('S32 takes what is held by a quorum for newer than what the feed has told', async () => {
    couchdb.put(card('a', 'Заречье'))
    await mirror.ready()
    const moved = { ...card('a', 'Луговая'), _rev: '2-b' }
    couchdb.rows.push({
      id: 'patient:a',
      rev: '2-b',
      text: JSON.stringify({ ...moved, _revisions: { start: 2, ids: ['b', '0a'] } }),
    })
    await mirror.agree(new Map([['patient:a', { id: 'patient:a', rev: '2-b', deleted: false, body: '' }]]))
    expect(mirror.whole().places.villagesOf('patient:a')).toEqual(villageKeysOf(card('x', 'Луговая')))
  })
})
