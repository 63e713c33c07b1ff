import { afterEach, beforeEach, expect, it } from 'vitest'
import { type OpenDatabase, openDatabase } from '../storage/open-database.ts'
import { newDisk, testContext, testPatient, testStorage, testVisit } from '../testing/test-workplace.ts'
import type { PushRow } from './push-row.ts'
import { createRefusals, type Refusals } from './refusals.ts'

const context = testContext('one')
const patient = testPatient(context)
const visit = testVisit(context, patient.id)
const row = { newDocumentState: { ...visit, _deleted: false } } as unknown as PushRow
const foreign = 'scope.patient: this patient is not yours'

let opened: OpenDatabase
let refusals: Refusals
beforeEach(async () => {
  const handler = () => ({ isEqual: () => true, resolve: async () => ({}) as never })
  opened = await openDatabase('refusals', await testStorage(newDisk()), false, handler)
  refusals = createRefusals(opened.local, opened.collections.inbox, 'one', context, async (text) => text)
})
afterEach(async () => {
  opened.local.close()
  await opened.rxdb.close()
})

it('what was refused as of an unseen patient goes again when the patient is seen', async () => {
  await refusals.take(row, 'forbidden', foreign, false)
  expect(refusals.get(visit.id)).not.toHaveProperty('later')
  expect(refusals.seen([patient.id])).toEqual([visit.id])
})

it('a patient who came while the push was on its way was not seen in vain', async () => {
  const end = refusals.pushing([visit.id])
  expect(refusals.seen([patient.id])).toEqual([])
  await refusals.take(row, 'forbidden', foreign, false)
  expect(end()).toEqual([visit.id])
})

it('what came before the push, or is refused for another reason, waits for a person', async () => {
  const other = refusals.pushing(['visit:other'])
  refusals.seen([patient.id])
  const end = refusals.pushing([visit.id])
  await refusals.take(row, 'forbidden', foreign, false)
  refusals.seen(['patient:other'])
  await refusals.take(row, 'forbidden', 'visit.signed: a signed visit does not change', false)
  expect([...end(), ...other()]).toEqual([])
})

it('a person is told once of what went again and was refused again', async () => {
  const records = () => opened.collections.inbox.find().exec()
  const end = refusals.pushing([visit.id])
  refusals.seen([patient.id])
  await refusals.take(row, 'forbidden', foreign, false)
  end()
  const [told] = await records()
  await refusals.take(row, 'forbidden', foreign, false)
  expect((await records()).map(({ updatedAt }) => updatedAt)).toEqual([told?.updatedAt])
})

it('a person is told of a decision in the inbox that was refused, and of that record no more', async () => {
  const records = async () => (await opened.collections.inbox.find().exec()).map((found) => found.toJSON())
  const refuse = (document: object) => {
    const refused = { newDocumentState: { ...visit, ...document, type: 'inbox', _deleted: false } }
    return refusals.take(refused as unknown as PushRow, 'forbidden', foreign, false)
  }
  const about = { documentType: 'patient', documentId: patient.id }
  await refuse({ ...about, id: 'inbox:decided', kind: 'conflict', status: 'resolved' })
  const [record] = await records()
  expect(record).toMatchObject({ kind: 'refusal', documentType: 'inbox', documentId: 'inbox:decided' })
  await refuse(record!)
  expect(await records()).toHaveLength(1)
  // It goes again with the patient, as everything that was refused so.
  expect(refusals.seen([patient.id])).toContain('inbox:decided')
})

it('a person is told of a record that was handed over in vain', async () => {
  const handed = { ...visit, id: 'inbox:handed', type: 'inbox', kind: 'refusal', documentType: 'visit' }
  const refused = { newDocumentState: { ...handed, documentId: visit.id, _deleted: false } }
  await refusals.take(refused as unknown as PushRow, 'forbidden', foreign, false)
  const [record] = await opened.collections.inbox.find().exec()
  expect(record?.toJSON()).toMatchObject({ kind: 'refusal', documentId: 'inbox:handed' })
})

it('a record is closed before its refusal is forgotten: sent, or withdrawn where it keeps the body of what is gone', async () => {
  const { inbox } = opened.collections
  const choice = async () => {
    const [record] = await inbox.find().exec()
    return (record!.toJSON() as { resolution?: { choice: string } }).resolution?.choice
  }
  await refusals.take(row, 'forbidden', 'scope.role: no', false)
  await refusals.release(visit.id, true)
  expect([await choice(), refusals.get(visit.id)]).toEqual(['sent', undefined])
  await refusals.take(row, 'forbidden', 'scope.role: no', false)
  const [record] = await inbox.find().exec()
  await record?.incrementalPatch({ local: visit } as object)
  const write = inbox.storageInstance.bulkWrite
  inbox.storageInstance.bulkWrite = () => Promise.reject(new Error('killed'))
  await expect(refusals.release(visit.id, true)).rejects.toThrow()
  inbox.storageInstance.bulkWrite = write
  expect(refusals.get(visit.id)).toBeDefined()
  await refusals.release(visit.id, true)
  expect([await choice(), refusals.get(visit.id)]).toEqual(['withdrawn', undefined])
})

it('a person is told of what never got an answer, also where the disk had no room for the record at first', async () => {
  const { inbox } = opened.collections
  const write = inbox.storageInstance.bulkWrite
  inbox.storageInstance.bulkWrite = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
  await expect(refusals.take(row, 'network.timeout', '', true)).rejects.toThrow()
  inbox.storageInstance.bulkWrite = write
  await refusals.take(row, 'network.timeout', '', true)
  const [told, ...more] = await inbox.find().exec()
  expect(told?.toJSON()).toMatchObject({ kind: 'refusal', documentId: visit.id })
  await refusals.take(row, 'network.timeout', '', true)
  expect(more).toEqual([])
  expect((await inbox.find().exec()).map(({ updatedAt }) => updatedAt)).toEqual([told?.updatedAt])
})
