import type { RxStorage } from 'rxdb'
import { afterEach, describe, expect, it } from 'vitest'
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

const context = testContext('clock')
const open: WorkplaceData[] = []
afterEach(async () => {
  for (const data of open.splice(0)) await data.close()
})

const yearMs = 365 * 24 * 3_600_000

/** A disk as RxDB writes on it after the PC's clock was put back by a year: an empty battery, and no line to ask the time. */
async function yearBack(disk: Disk): Promise<ListableStorage> {
  const { storage, ...rest } = await testStorage(disk)
  const createStorageInstance: typeof storage.createStorageInstance = async (params) => {
    const instance = await storage.createStorageInstance(params)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = (rows, why) => {
      for (const { document } of rows)
        document._meta = { ...document._meta, lwt: document._meta.lwt - yearMs }
      return write(rows, why)
    }
    return instance
  }
  return { ...rest, storage: { ...storage, createStorageInstance } as RxStorage<unknown, unknown> }
}

const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))

describe('a PC whose clock was put back between two starts', () => {
  it('sends what was written then, also when the process ended before there was a line', async () => {
    const server = createScriptedServer()
    const disk = newDisk()
    const before = await openStation('a', disk, server.fetch)
    await before.saveAll([testPatient(context)])
    await waitFor(before.sync.status, (status) => status.phase === 'idle' && status.onlyHere === 0)
    await before.close()

    const mine = testPatient(context)
    const alone = await openStation('a', disk, offline, { storage: await yearBack(disk) })
    await alone.saveAll([mine])
    await alone.close()

    const again = await openStation('a', disk, offline, { storage: await yearBack(disk) })
    await waitFor(again.sync.status, (status) => status.onlyHere === 1)
    await again.close()

    const data = await openStation('a', disk, server.fetch)
    open.push(data)
    await waitFor(data.sync.status, (status) => status.phase === 'idle' && status.onlyHere === 0)
    expect(server.documents.has(mine.id)).toBe(true)
  })
})
