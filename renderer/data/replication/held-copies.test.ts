import { getChangedDocumentsSince } from 'rxdb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CollectionName } from '#shared/domain/registry.ts'
import { type OpenDatabase, openDatabase } from '../storage/open-database.ts'
import type { StoredCollection, StoredDocument } from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import { newDisk, testContext, testPatient, testStorage } from '../testing/test-workplace.ts'
import type { CollectionReplication } from './collection-replication.ts'
import { createHeldCopies } from './held-copies.ts'

const context = testContext('one')
type Store = StoredCollection['storageInstance']
const rowOf = (document: object, lwt: number) => ({
  ...{ _deleted: false, _attachments: {}, _rev: '1-a' },
  ...document,
  _meta: { lwt },
})

let opened: OpenDatabase
beforeEach(async () => {
  const handler = () => ({ isEqual: () => true, resolve: async () => ({}) as never })
  opened = await openDatabase('held-copies', await testStorage(newDisk()), false, handler)
})
afterEach(async () => {
  opened.local.close()
  await opened.rxdb.close()
})

/** The copies of a PC on which this happens while the notes of a copy are being taken away. */
function copies(meanwhile: () => Promise<void>) {
  const metaInstance = { internals: Promise.resolve({ removeRows: meanwhile }) }
  const patients = { fromServer: async () => 'from-server', state: { metaInstance } }
  return createHeldCopies({
    collections: opened.collections,
    replications: new Map<CollectionName, CollectionReplication>([['patients', patients as never]]),
  })
}

async function heldCard() {
  const card: StoredDocument = { ...testPatient(context), _downloaded: '1-a' }
  const { patients } = opened.collections
  await writeDocuments(patients, [card])
  const [row] = await patients.storageInstance.findDocumentsById([card.id], false)
  return { patients, card, row: row! }
}

it('S33 a copy that leaves takes nothing with it that is saved in its place in that moment', async () => {
  const { patients, card, row } = await heldCard()
  const { _downloaded, ...saved } = { ...card, note: 'Сохранено в этот миг' }
  await copies(() => writeDocuments(patients, [saved])).remove('patients', [row])
  const found = await patients.storageInstance.findDocumentsById([card.id], true)
  expect(found).toMatchObject([{ _deleted: false, note: saved.note }])
})

it('S33 a copy that leaves is gone without a trace', async () => {
  const { patients, card, row } = await heldCard()
  await copies(async () => undefined).remove('patients', [row])
  expect(await patients.storageInstance.findDocumentsById([card.id], true)).toEqual([])
})

const dayMs = 24 * 3_600_000

it.each([
  ['what is left is of the day before', 1],
  ['nothing is left', 0],
])("S33 copies go, and what a clock put back dates is not before RxDB's mark: %s", async (_why, left) => {
  const { collections } = opened
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
