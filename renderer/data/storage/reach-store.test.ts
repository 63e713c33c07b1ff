import { IDBFactory } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { beginNewLog } from './begin-new-log.ts'
import { reachStore } from './reach-store.ts'
import { settled } from './settled.ts'
import { storageError } from './storage-error.ts'

/** A browser whose store fails so often before it answers. */
function failing(times: number, name: string) {
  const disk = new IDBFactory()
  const asked: string[] = []
  const whole = disk.deleteDatabase.bind(disk)
  disk.deleteDatabase = (database: string) => {
    asked.push(database)
    if (asked.length > times) return whole(database)
    const request = { error: new DOMException('Internal error.', name) } as unknown as IDBOpenDBRequest
    queueMicrotask(() => request.onerror?.(new Event('error')))
    return request as never
  }
  return { disk, asked }
}

it('waits for a store that does not answer yet, as after a kill', async () => {
  const { disk, asked } = failing(2, 'UnknownError')
  await reachStore(disk, [0, 0, 0])
  expect(asked).toHaveLength(3)
})

it('says of a store that goes on failing that it does not answer, not that it is damaged', async () => {
  const failure = await reachStore(failing(9, 'UnknownError').disk, [0, 0]).catch(storageError)
  expect(failure).toMatchObject({ code: 'storage.not-answering' })
})

it('waits no longer than its limit for another window that sleeps in the middle of the same', async () => {
  const disk = new IDBFactory()
  const other = await settled(disk.open('lekar-log-end'))
  await beginNewLog(disk, 10)
  await beginNewLog(disk, 10)
  other.close()
  await beginNewLog(disk, 60_000)
  expect(await disk.databases()).toEqual([])
})

it('leaves it to the opening to say what anything else means', async () => {
  const { disk, asked } = failing(1, 'QuotaExceededError')
  await reachStore(disk, [0])
  expect(asked).toHaveLength(1)
})
