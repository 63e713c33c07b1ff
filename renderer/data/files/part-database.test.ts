import 'fake-indexeddb/auto'
import { IDBObjectStore } from 'fake-indexeddb'
import { afterEach, expect, test, vi } from 'vitest'
import { openPartDatabase, type Part } from './part-database.ts'

afterEach(() => vi.restoreAllMocks())

const part = (letter: string): Part => ({
  _id: `file:${letter.repeat(43)}`,
  patientId: 'patient:1',
  author: { id: 'practitioner:1', name: 'Врач', role: 'doctor' } as Part['author'],
  data: 'AAAA',
})

/** The disk takes nothing more: a transaction that writes ends as in a browser. */
function fillDisk() {
  const { put } = IDBObjectStore.prototype
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...given
  ) {
    const request = put.apply(this as never, given as never)
    const running = this.transaction as unknown as { _abort(name: string): void }
    queueMicrotask(() => running._abort('QuotaExceededError'))
    return request as never
  })
}

test('a disk that is full is said, and takes files again when there is room', async () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  const database = openPartDatabase('lekar-files-full')
  await database.put([part('a')])
  const full = fillDisk()
  await expect(database.put([part('b')])).rejects.toMatchObject({ code: 'storage.full' })
  full.mockRestore()
  expect(await database.present([part('a')._id, part('b')._id])).toEqual(new Set([part('a')._id]))
  await database.put([part('b')])
  expect(await database.files()).toHaveLength(2)
  await database.close()
})
