import { afterEach, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { createScriptedServer } from '../testing/scripted-server.ts'
import {
  newDisk,
  openStation,
  testContext,
  testPatient,
  testStorage,
  waitFor,
} from '../testing/test-workplace.ts'
import type { WorkplaceData } from '../workplace-data.ts'

const context = testContext('one')
let data: WorkplaceData
afterEach(() => data.close())

type Instance = { collectionName: string; bulkWrite(rows: unknown, context: string): Promise<unknown> }

/** A promise and the way to keep it. */
function signal() {
  let give = (): void => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { give, given }
}

it('an edit of another station that comes while RxDB notes a push is not passed over', async () => {
  const server = createScriptedServer()
  const storage = await testStorage(newDisk())
  const [noting, mayNote, page, passed] = [signal(), signal(), signal(), signal()]
  const create = storage.storage.createStorageInstance.bind(storage.storage)
  storage.storage.createStorageInstance = async (params) => {
    const instance = (await create(params as never)) as never as Instance
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, why) => {
      if (why === 'replication-up-write-meta') {
        noting.give()
        await mayNote.given
      }
      return write(rows, why)
    }
    return instance as never
  }
  // RxDB is in the middle of reading the feed when the edit is pushed: it does not begin to read while it pushes.
  server.fault = async (_method, url) => {
    if (url.includes('limit=1000')) await page.given
    if (url.includes('longpoll')) passed.give()
    return undefined
  }
  data = await openStation('one', newDisk(), server.fetch, { storage })
  const patient = testPatient(context, { note: 'наша' })
  await data.patients.save(patient)
  await noting.given
  const theirs = { ...patient, note: 'другая', updatedAt: context.hybridClock.next() }
  server.write(toWire(theirs, server.documents.get(patient.id)!._rev))
  page.give()
  await passed.given
  setTimeout(mayNote.give, 100)
  expect(await waitFor(data.patients.watch(patient.id), (card) => card?.note === 'другая')).toBeDefined()
})
