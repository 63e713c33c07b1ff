import { IDBKeyRange } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { formatVersion } from '../migrations/format-steps.ts'
import { newDisk, openStation, testContext, testPatient } from '../testing/test-workplace.ts'
import { dexieStorage } from './dexie-storage.ts'
import { openDatabase } from './open-database.ts'
import { settled } from './settled.ts'
import { storeWitness } from './store-witness.ts'

const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))
const context = testContext('open')

const deleted = (disk: ReturnType<typeof newDisk>, name: string) =>
  new Promise<void>((resolve, reject) => {
    const request = disk.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
  })

it('does not open a database whose collection is gone, and leaves the rest as it is', async () => {
  const disk = newDisk()
  const first = await openStation('gone', disk, offline)
  await first.patients.save(testPatient(context))
  await first.close()
  const names = async () => (await disk.databases()).map(({ name }) => name).sort()
  const visits = (await names()).find((name) => name?.endsWith('--0--visits'))
  await deleted(disk, visits!)
  const before = await names()
  await expect(openStation('gone', disk, offline)).rejects.toMatchObject({ code: 'storage.damaged' })
  expect(await names()).toEqual(before)
})

it('does not open a database that a newer version has written', async () => {
  const disk = newDisk()
  const storage = () => dexieStorage({ indexedDB: disk, IDBKeyRange })
  const first = await openStation('newer', disk, offline, { storage: storage() })
  await first.close()
  const handler = () => ({ isEqual: () => true, resolve: async () => ({}) as never })
  const { rxdb, local } = await openDatabase('clinic-demo-newer', storage(), false, handler)
  await local.put('format', { version: formatVersion + 1, collections: [] })
  local.close()
  await rxdb.close()
  await expect(openStation('newer', disk, offline, { storage: storage() })).rejects.toMatchObject({
    code: 'storage.newer-version',
  })
})

it('does not write down that the collections are there before each of them is', async () => {
  const disk = newDisk()
  const open = disk.open.bind(disk)
  disk.open = (name, version) => {
    if (!name.endsWith('--0--visits')) return open(name, version)
    const request = new EventTarget() as IDBOpenDBRequest
    Object.assign(request, { error: new DOMException('Internal error.', 'UnknownError') })
    request.addEventListener('error', (event) => request.onerror?.(event))
    queueMicrotask(() => request.dispatchEvent(new Event('error')))
    return request as never
  }
  const storage = dexieStorage({ indexedDB: disk, IDBKeyRange })
  await expect(openStation('cut-short', disk, offline, { storage })).rejects.toMatchObject({
    code: 'storage.not-answering',
  })
  const local = (await disk.databases()).find(({ name }) => name?.includes('plugin-local-documents-'))
  const database = await settled(open(local!.name!))
  expect(await settled(database.transaction('docs').objectStore('docs').getAllKeys())).toEqual([])
  database.close()
})

it('says once that the browser has deleted everything, and then begins anew', async () => {
  const kept = new Map<string, string>()
  const witness = storeWitness({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  })
  const open = (disk: ReturnType<typeof newDisk>) =>
    openStation('emptied', disk, offline, {
      storage: dexieStorage({ indexedDB: disk, IDBKeyRange }, { witness }),
    })
  const before = newDisk()
  await (await open(before)).close()
  await (await open(before)).close()
  const emptied = newDisk()
  await expect(open(emptied)).rejects.toMatchObject({ code: 'storage.emptied' })
  expect((await emptied.databases()).filter(({ name }) => name?.startsWith('rxdb-'))).toEqual([])
  await (await open(emptied)).close()
  await (await open(emptied)).close()
})
