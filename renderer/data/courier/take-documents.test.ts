import { expect, it } from 'vitest'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import { createConflictHandler } from '../replication/conflict-handler.ts'
import type { StoredCollection, StoredDocument, StoreRow } from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import { testContext, testPatient } from '../testing/test-workplace.ts'
import type { ExchangeStore } from './exchange-store.ts'
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

it('an edit that a person saves while a file is being taken is not written over', async () => {
  const { rows, collection } = createStore()
  const common = testPatient(context, { note: 'x' })
  const edited = (change: Partial<Patient>): StoredDocument =>
    ({ ...common, ...change, updatedAt: context.hybridClock.next() }) as never
  await writeDocuments(collection, [edited({ bloodGroup: 'A+' })])
  let late: StoredDocument | undefined = edited({ bloodGroup: 'A+', birthDate: '1977-01-02' })
  const handler = createConflictHandler(
    'patients',
    async () => undefined,
    (document) => document,
  )
  const resolve: typeof handler.resolve = async (...given) => {
    const merged = await handler.resolve(...given)
    // The person is quicker than the write of what was merged.
    const saved = late
    late = undefined
    if (saved) await writeDocuments(collection, [saved])
    return merged
  }
  const ofAll = <T>(value: T) =>
    Object.fromEntries(collectionNames.map((name) => [name, value])) as Record<CollectionName, T>
  const exchange = {
    common: async () => new Map([[common.id, { document: common, deleted: false, hash: 'common' }]]),
    putCommon: async () => undefined,
  } as unknown as ExchangeStore
  const options: TakeOptions = {
    clinicId: common.clinicId,
    number: 1,
    onServer: () => new Map(),
    collections: ofAll(collection),
    exchange,
    conflictHandlers: ofAll({ ...handler, resolve }),
  }
  const theirs = { document: edited({ note: 'y' }), deleted: false, onServer: false }
  expect(await takeDocuments([theirs] as never, 'two', options)).toMatchObject({ merged: 1 })
  expect(rows.get(common.id)).toMatchObject({ note: 'y', bloodGroup: 'A+', birthDate: '1977-01-02' })
})
