import { IDBKeyRange } from 'fake-indexeddb'
import { getChangedDocumentsSince } from 'rxdb'
import { afterEach, expect, it } from 'vitest'
import { dexieStorage } from '../storage/dexie-storage.ts'
import { type OpenDatabase, openDatabase } from '../storage/open-database.ts'
import type { StoredCollection } from '../storage/stored-document.ts'
import { newDisk, testContext, testPatient } from '../testing/test-workplace.ts'
import { createHeldCopies } from './held-copies.ts'

const context = testContext('remove')
const open: OpenDatabase[] = []
type Store = StoredCollection['storageInstance']
const rowOf = (document: object, lwt: number) => ({
  ...{ _deleted: false, _attachments: {}, _rev: '1-a' },
  ...document,
  _meta: { lwt },
})
afterEach(async () => {
  for (const { rxdb, local } of open.splice(0)) {
    local.close()
    await rxdb.close()
  }
})

async function database() {
  const opened = await openDatabase(
    'clinic-remove',
    dexieStorage({ indexedDB: newDisk(), IDBKeyRange }),
    false,
    () => ({
      isEqual: () => true,
      resolve: async () => ({}) as never,
    }),
  )
  open.push(opened)
  return opened
}

const dayMs = 24 * 3_600_000

it.each([
  ['what is left is of the day before', 1],
  ['nothing is left', 0],
])("S33 copies go, and what a clock put back dates is not before RxDB's mark: %s", async (_why, left) => {
  const { collections } = await database()
  const { storageInstance } = collections.patients
  // Below RxDB's wrapper, whose times never go back while one program runs.
  const below = (storageInstance as unknown as { originalStorageInstance: Store }).originalStorageInstance
  const write = (document: object, atMs: number) =>
    below.bulkWrite([{ document: rowOf(document, atMs) }] as never, 'test')
  const leaving = [testPatient(context), testPatient(context)]
  if (left) await write(testPatient(context), Date.now() - dayMs)
  for (const one of leaving) await write(one, Date.now() - dayMs)
  let mark: unknown
  const end = storageInstance.changeStream().subscribe(({ checkpoint }) => {
    mark = checkpoint
  })
  const replication = { fromServer: async () => 'replication-downstream-test', state: {} }
  const held = createHeldCopies({ collections, replications: new Map([['patients', replication]]) as never })
  for (const { id } of leaving)
    await held.remove('patients', await storageInstance.findDocumentsById([id], false))
  end.unsubscribe()
  expect(
    await storageInstance.findDocumentsById(
      leaving.map(({ id }) => id),
      true,
    ),
  ).toEqual([])

  const mine = testPatient(context)
  await write(mine, Date.now() - 365 * dayMs)
  const { documents } = await getChangedDocumentsSince(storageInstance, 10, mark as never)
  expect(documents.map(({ id }) => id)).toContain(mine.id)
})
