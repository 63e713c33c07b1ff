import { expect, it } from 'vitest'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import { createConflictHandler } from '../replication/conflict-handler.ts'
import { huskOf } from '../storage/remove-rows.ts'
import type { StoredCollection, StoredDocument, StoreRow } from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import { testContext, testPatient } from '../testing/test-workplace.ts'
import { type ExchangeStore, exchangedState } from './exchange-store.ts'
import { type TakeOptions, takeDocuments } from './take-documents.ts'

const context = testContext('one')

/** As much of a store as it takes: a row is replaced by who has seen it. */
function createStore() {
  const rows = new Map<string, StoreRow>()
  let revision = 0
  const storageInstance = {
    findDocumentsById: async (ids: string[]) => ids.flatMap((id) => rows.get(id) ?? []),
    async bulkWrite(writes: { previous?: StoreRow; document: StoreRow }[]) {
      const error = writes.flatMap(({ previous, document }) => {
        if (rows.get(document.id)?._rev !== previous?._rev) return [{ status: 409, documentId: document.id }]
        rows.set(document.id, { ...document, _rev: `${++revision}-x` })
        return []
      })
      return { error }
    },
  }
  return { rows, collection: { storageInstance } as unknown as StoredCollection }
}

const plainHandler = createConflictHandler(
  'patients',
  async () => undefined,
  (document) => document,
)
const ofAll = <T>(value: T) =>
  Object.fromEntries(collectionNames.map((name) => [name, value])) as Record<CollectionName, T>
const edited = (card: Patient, change: Partial<Patient>): StoredDocument =>
  ({ ...card, ...change, updatedAt: context.hybridClock.next() }) as never

/** @param common the last state that both stations had */
const optionsFor = (collection: StoredCollection, common?: Patient): TakeOptions => ({
  clinicId: context.clinicId,
  number: 1,
  onServer: () => new Map(),
  serverStates: async () => new Map(),
  collections: ofAll(collection),
  peers: [],
  exchange: {
    common: async () =>
      new Map(common && [[common.id, { document: common, deleted: false, hash: 'common' }]]),
    putCommon: async () => undefined,
  } as unknown as ExchangeStore,
  conflictHandlers: ofAll(plainHandler),
})

it('an edit that a person saves while a file is being taken is not written over', async () => {
  const { rows, collection } = createStore()
  const common = testPatient(context, { note: 'x' })
  await writeDocuments(collection, [edited(common, { bloodGroup: 'A+' })])
  let late: StoredDocument | undefined = edited(common, { bloodGroup: 'A+', birthDate: '1977-01-02' })
  const resolve: typeof plainHandler.resolve = async (...given) => {
    const merged = await plainHandler.resolve(...given)
    // The person is quicker than the write of what was merged.
    const saved = late
    late = undefined
    if (saved) await writeDocuments(collection, [saved])
    return merged
  }
  const options = { ...optionsFor(collection, common), conflictHandlers: ofAll({ ...plainHandler, resolve }) }
  const theirs = { document: edited(common, { note: 'y' }), deleted: false, onServer: false }
  expect(await takeDocuments([theirs] as never, 'two', options)).toMatchObject({ merged: 1 })
  expect(rows.get(common.id)).toMatchObject({ note: 'y', bloodGroup: 'A+', birthDate: '1977-01-02' })
})

for (const onServer of [false, true])
  it(`a record that comes while a file is being taken stands beside the file's own (${onServer ? 'on' : 'not on'} the server)`, async () => {
    const { rows, collection } = createStore()
    const card = testPatient(context, { note: 'x' })
    const options = optionsFor(collection)
    // Nothing stands here when the rows are read; then another window, or the feed, brings the card.
    const serverStates: TakeOptions['serverStates'] = async () => {
      await writeDocuments(collection, [edited(card, { bloodGroup: 'A+' })])
      return new Map()
    }
    const theirs = { document: edited(card, { allergiesUnknown: true } as never), deleted: false, onServer }
    await takeDocuments([theirs] as never, 'two', { ...options, serverStates })
    expect(rows.get(card.id)).toMatchObject({ bloodGroup: 'A+', allergiesUnknown: true })
    // Of what was joined the server has nothing yet.
    expect(rows.get(card.id)).not.toHaveProperty('_downloaded')
  })

/** Two states of the server, the older one stamped by a clock that is years ahead. */
const states = () => {
  const older = testPatient(context, { note: 'x', updatedAt: '2030-01-23T06:10:41.848Z-0000-two' })
  const newer = edited(older, { note: 'x', bloodGroup: 'A+' })
  const row = (document: object, rev?: string, epoch = 'a1') =>
    ({ document, deleted: false, onServer: true, ...(rev && { at: { epoch, rev } }) }) as never
  return { older, newer, row }
}
/** A PC where this state of the server stands, and how it knows of its revision. */
async function whereStands(state: StoredDocument, by: 'the server' | 'a file', rev: string) {
  const { rows, collection } = createStore()
  await writeDocuments(collection, [{ ...state, _downloaded: true }])
  const known = new Map([[state.id, { ...exchangedState(state, false), at: { epoch: 'a1', rev } }]])
  const options: TakeOptions = {
    ...optionsFor(collection),
    onServer: (ids) => new Map(ids.map((id) => [id, true])),
    serverStates: async () => (by === 'the server' ? known : new Map()),
    peers: ['three'],
    exchange: {
      common: async (peer: string) => (by === 'a file' && peer === 'three' ? known : new Map()),
      putCommon: async () => undefined,
    } as unknown as ExchangeStore,
  }
  return { row: () => rows.get(state.id), take: (row: never) => takeDocuments([row], 'two', options) }
}

for (const by of ['the server', 'a file'] as const) {
  it(`an older state of the server takes the place of no later one, whatever clock stamped it (known from ${by})`, async () => {
    const { older, newer, row } = states()
    const here = await whereStands(newer, by, '2-b')
    expect(await here.take(row(older, '1-a'))).toMatchObject({ unchanged: 1, taken: 0, merged: 0 })
    expect(here.row()).toMatchObject({ bloodGroup: 'A+', _downloaded: true })
  })

  it(`a later state of the server takes the place of an older one, whatever clock stamped that (known from ${by})`, async () => {
    const { older, newer, row } = states()
    const here = await whereStands(older as never, by, '1-a')
    expect(await here.take(row(newer, '2-b'))).toMatchObject({ taken: 1, merged: 0 })
    expect(here.row()).toMatchObject({ bloodGroup: 'A+', _downloaded: true })
  })
}

for (const [why, rev, epoch] of [
  ['an older program that tells no revision', undefined, 'a1'],
  ['a server that was restored meanwhile', '1-a', 'b2'],
] as const)
  it(`states of the server that nobody can put in order are joined: of ${why}`, async () => {
    const { older, newer, row } = states()
    const here = await whereStands(newer, 'the server', '2-b')
    const { updatedAt: _, ...other } = edited(older, { allergiesUnknown: true } as never)
    const theirs = { ...other, updatedAt: older.updatedAt }
    expect(await here.take(row(theirs, rev, epoch))).toMatchObject({ merged: 1 })
    expect(here.row()).toMatchObject({ bloodGroup: 'A+', allergiesUnknown: true })
    // The server is to hear of what was joined.
    expect(here.row()).not.toHaveProperty('_downloaded')
  })

it('what comes out of a merge as it stands here stays what the server has', async () => {
  const card = testPatient(context, { note: 'x' })
  const stands = edited(card, { bloodGroup: 'A+' })
  const here = await whereStands(stands, 'the server', '2-b')
  expect(await here.take({ document: card, deleted: false, onServer: false } as never)).toMatchObject({
    merged: 0,
    unchanged: 1,
  })
  expect(here.row()).toMatchObject({ bloodGroup: 'A+', _downloaded: true })
})

it('a file brings back whose copy was being taken off this PC when the program ended', async () => {
  const { rows, collection } = createStore()
  const card = testPatient(context)
  await writeDocuments(collection, [card])
  const husk = huskOf(rows.get(card.id)!)
  rows.set(card.id, husk)
  const theirs = { document: card, deleted: false, onServer: true }
  expect(await takeDocuments([theirs] as never, 'two', optionsFor(collection))).toMatchObject({ taken: 1 })
  expect(rows.get(card.id)).toMatchObject({ _deleted: false, _downloaded: true, name: card.name })
})
