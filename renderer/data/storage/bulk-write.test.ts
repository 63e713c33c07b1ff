import { IDBKeyRange } from 'fake-indexeddb'
import { afterEach, describe, expect, it } from 'vitest'
import { newDisk, testContext, testKeys, testPatient } from '../testing/test-workplace.ts'
import { dexieStorage, type SealOptions } from './dexie-storage.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { writeDocuments } from './write-documents.ts'

const context = testContext('write')
const open: OpenDatabase[] = []
afterEach(async () => {
  for (const { rxdb, local } of open.splice(0)) {
    local.close()
    await rxdb.close()
  }
})

async function database(seal: SealOptions = {}) {
  const storage = dexieStorage({ indexedDB: newDisk(), IDBKeyRange }, seal)
  const opened = await openDatabase('clinic-write', storage, false, () => ({
    isEqual: () => true,
    resolve: async () => ({}) as never,
  }))
  open.push(opened)
  return opened
}
const insertOf = (document: object) =>
  ({ document: { ...document, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '' } }) as never

describe('writing', () => {
  it('a new document over one that is there is a conflict that shows what is there', async () => {
    const { patients } = (await database()).collections
    const patient = testPatient(context)
    await writeDocuments(patients, [patient])
    const other = testPatient(context)
    const { error } = await patients.storageInstance.bulkWrite(
      [insertOf({ ...patient, note: 'поверх' }), insertOf(other)],
      'test',
    )
    expect(error).toMatchObject([{ status: 409, documentId: patient.id, documentInDb: { id: patient.id } }])
    const stored = await patients.storageInstance.findDocumentsById([patient.id, other.id], true)
    expect(stored.map(({ id }) => id).sort()).toEqual([patient.id, other.id].sort())
    expect(stored.find(({ id }) => id === patient.id)).not.toHaveProperty('note')
  })

  it('many documents of the server in parts tell all of them at once', async () => {
    const { patients } = (await database()).collections
    const rows = Array.from({ length: 250 }, () => insertOf(testPatient(context)))
    const told: number[] = []
    const end = patients.storageInstance.changeStream().subscribe((bulk) => told.push(bulk.events.length))
    await patients.storageInstance.bulkWrite(rows, 'replication-downstream-test')
    end.unsubscribe()
    expect(told).toEqual([250])
  })

  it('what came to the disk first is told first, though it takes longer to show', async () => {
    const { patients } = (await database({ dataKeys: await testKeys })).collections
    const edited = Array.from({ length: 40 }, () => testPatient(context))
    await writeDocuments(patients, edited)
    const told: { at: number }[] = []
    const end = patients.storageInstance.changeStream().subscribe(({ events }) => {
      for (const { documentData } of events) told.push({ at: documentData._meta.lwt })
    })
    for (const { id } of edited) {
      const [present] = await patients.storageInstance.findDocumentsById([id], true)
      const edit = { ...present!, note: 'правка', _rev: '2-b' }
      // Whichever is sealed first comes to the disk first.
      await Promise.all([
        // Of a row that was there RxDB is shown what it said before.
        patients.storageInstance.bulkWrite([{ previous: present!, document: edit }], 'test'),
        patients.storageInstance.bulkWrite([insertOf(testPatient(context))], 'test'),
      ])
    }
    end.unsubscribe()
    const times = told.map(({ at }) => at)
    expect(new Set(times).size).toBe(80)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('a deletion of what was never here is told like any other write, so that the server hears of it', async () => {
    const { patients } = (await database()).collections
    const patient = testPatient(context)
    const told: object[] = []
    const end = patients.storageInstance.changeStream().subscribe(({ events }) => told.push(...events))
    await writeDocuments(patients, [{ ...patient, _deleted: true }])
    end.unsubscribe()
    expect(told).toMatchObject([
      { operation: 'DELETE', documentId: patient.id, documentData: { _deleted: true } },
    ])
    await expect(patients.findOne(patient.id).exec()).resolves.toBeNull()
  })

  it('two writers of one document: one of them is told', async () => {
    const { patients } = (await database()).collections
    const patient = testPatient(context)
    const answers = await Promise.all(
      [1, 2].map(() => patients.storageInstance.bulkWrite([insertOf(patient)], 'test')),
    )
    expect(answers.map(({ error }) => error.length).sort()).toEqual([0, 1])
  })
})
