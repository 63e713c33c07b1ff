import { expect, it } from 'vitest'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import { createConflictHandler } from '../replication/conflict-handler.ts'
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

it('what the server itself has shown is not given up for an older state of it, stamped by a clock that is years ahead', async () => {
  const { rows, collection } = createStore()
  const old = testPatient(context, { note: 'x', updatedAt: '2030-01-23T06:10:41.848Z-0000-two' })
  const newest = edited(old, { note: 'x', bloodGroup: 'A+' })
  await writeDocuments(collection, [{ ...newest, _downloaded: true } as never])
  const shown = exchangedState(newest, false)
  const options: TakeOptions = {
    ...optionsFor(collection),
    onServer: (ids) => new Map(ids.map((id) => [id, true])),
    serverStates: async () => new Map([[old.id, shown]]),
  }
  await takeDocuments([{ document: old, deleted: false, onServer: true }] as never, 'two', options)
  expect(rows.get(old.id)).toMatchObject({ bloodGroup: 'A+' })
})
