import { filter } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import type { SyncStatus } from '../controls/sync-control.ts'
import { changedDisk } from '../testing/changed-disk.ts'
import { createScriptedServer } from '../testing/scripted-server.ts'
import {
  type Disk,
  newDisk,
  openStation,
  testContext,
  testPatient,
  waitFor,
} from '../testing/test-workplace.ts'
import type { WorkplaceData } from '../workplace-data.ts'

const context = testContext('clock')
const open: WorkplaceData[] = []
afterEach(async () => {
  for (const data of open.splice(0)) await data.close()
})

const yearMs = 365 * 24 * 3_600_000

/** As RxDB writes on it after the PC's clock was put back by a year: an empty battery, and no line to ask the time. */
const yearBack = (disk: Disk) =>
  changedDisk(disk, (instance) => {
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = (rows, why) => {
      for (const { document } of rows)
        document._meta = { ...document._meta, lwt: document._meta.lwt - yearMs }
      return write(rows, why)
    }
  })

/** As the leading window sees it when the other one, which wrote this document, was ended before it could tell. */
const untold = (disk: Disk, id: string) =>
  changedDisk(disk, (instance) => {
    const stream = instance.changeStream.bind(instance)
    instance.changeStream = () =>
      stream().pipe(filter(({ events }) => !events.some(({ documentId }) => documentId === id)))
  })

const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))

const isSent = ({ phase, onlyHere }: SyncStatus) => phase === 'idle' && onlyHere === 0

describe('a write that RxDB would pass over', () => {
  it('after the clock was put back is sent, also when the program ended before there was a line', async () => {
    const server = createScriptedServer()
    const disk = newDisk()
    const before = await openStation('a', disk, server.fetch)
    await before.saveAll([testPatient(context)])
    await waitFor(before.sync.status, isSent)
    await before.close()

    const mine = testPatient(context)
    const alone = await openStation('a', disk, offline, { storage: await yearBack(disk) })
    await alone.saveAll([mine])
    await alone.close()

    const again = await openStation('a', disk, offline, { storage: await yearBack(disk) })
    await waitFor(again.sync.status, ({ onlyHere }) => onlyHere === 1)
    await again.close()

    const data = await openStation('a', disk, server.fetch)
    open.push(data)
    await waitFor(data.sync.status, isSent)
    expect(server.documents.has(mine.id)).toBe(true)
  })

  it('of a window that could not tell of it is sent after the next start', async () => {
    const server = createScriptedServer()
    const disk = newDisk()
    const mine = testPatient(context)
    const deaf = await openStation('a', disk, server.fetch, { storage: await untold(disk, mine.id) })
    await waitFor(deaf.sync.status, isSent)
    await deaf.saveAll([mine])
    const later = testPatient(context)
    await deaf.saveAll([later])
    await expect.poll(() => server.documents.has(later.id)).toBe(true)
    await waitFor(deaf.sync.status, isSent)
    expect(server.documents.has(mine.id)).toBe(false)
    await deaf.close()

    const data = await openStation('a', disk, server.fetch)
    open.push(data)
    await expect.poll(() => server.documents.has(mine.id), { timeout: 20_000 }).toBe(true)
    await waitFor(data.sync.status, isSent)
  })
})
