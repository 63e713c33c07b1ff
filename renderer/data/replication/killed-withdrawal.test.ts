import type { RxStorage } from 'rxdb'
import { afterEach, expect, it } from 'vitest'
import { touched } from '#shared/domain/common/command-context.ts'
import type { ListableStorage } from '../storage/open-database.ts'
import { createScriptedServer } from '../testing/scripted-server.ts'
import {
  type Disk,
  newDisk,
  openStation,
  testContext,
  testPatient,
  testStorage,
  waitFor,
} from '../testing/test-workplace.ts'
import type { WorkplaceData } from '../workplace-data.ts'

const context = testContext('killed')
const open: WorkplaceData[] = []
afterEach(async () => {
  for (const data of open.splice(0)) await data.close()
})

/** A disk on which the process dies as soon as it has deleted a document: nothing that it writes later is there. */
async function diesOnceDeleted(disk: Disk): Promise<ListableStorage> {
  const { storage, ...rest } = await testStorage(disk)
  let isDead = false
  const createStorageInstance: typeof storage.createStorageInstance = async (params) => {
    const instance = await storage.createStorageInstance(params)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, why) => {
      if (isDead) return { error: [] }
      isDead = why === 'lekar-save' && rows.some(({ document }) => document._deleted)
      return write(rows, why)
    }
    return instance
  }
  return { ...rest, storage: { ...storage, createStorageInstance } as RxStorage<unknown, unknown> }
}

it('a withdrawal that a kill broke off is ended at the next start, with the body in its record', async () => {
  const server = createScriptedServer()
  server.guard = ({ type }) =>
    type === 'patient' ? { error: 'forbidden', reason: 'scope.role: no' } : undefined
  const disk = newDisk()
  const first = await openStation('a', disk, server.fetch, { storage: await diesOnceDeleted(disk) })
  const patient = testPatient(context)
  await first.patients.save(patient)
  const [record] = await waitFor(first.inbox.watchOpen(), (items) => items.length === 1)
  await waitFor(first.sync.status, ({ onlyHere, refused }) => onlyHere === 1 && refused === 1)
  await first.saveAll([{ ...touched(record!, context), local: patient }], [record!])
  await waitFor(first.sync.status, ({ onlyHere }) => onlyHere === 1)
  await first.sync.withdraw(patient.id)
  await first.close()

  const data = await openStation('a', disk, server.fetch)
  open.push(data)
  expect(await data.patients.get(patient.id)).toBeUndefined()
  await waitFor(
    data.sync.status,
    ({ onlyHere, refused, phase }) => phase === 'idle' && onlyHere + refused === 0,
  )
  expect(await data.inbox.get(record!.id)).toMatchObject({
    status: 'resolved',
    resolution: { choice: 'withdrawn' },
    local: { id: patient.id },
  })
})
