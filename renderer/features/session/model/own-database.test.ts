import { IDBFactory } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { ownDatabase } from './own-database.ts'

it('gives way to another window that deletes it, and opens anew afterwards', async () => {
  const factory = new IDBFactory()
  const open = ownDatabase(factory, 'lekar-test', 1, (database) => void database.createObjectStore('rows'))
  const first = await open()
  expect(await open()).toBe(first)
  await new Promise<void>((resolve, reject) => {
    const request = factory.deleteDatabase('lekar-test')
    request.onsuccess = () => resolve()
    request.onblocked = () => reject(new Error('waits for the window that holds it'))
  })
  const second = await open()
  expect(second).not.toBe(first)
  expect([...second.objectStoreNames]).toEqual(['rows'])
})

it('tries again after an opening that failed', async () => {
  const factory = new IDBFactory()
  const newer = await ownDatabase(factory, 'lekar-test', 2, () => {})()
  const older = ownDatabase(factory, 'lekar-test', 1, () => {})
  await expect(older()).rejects.toMatchObject({ code: 'storage.unavailable' })
  newer.close()
  await new Promise((resolve) => {
    factory.deleteDatabase('lekar-test').onsuccess = resolve
  })
  expect((await older()).version).toBe(1)
})
