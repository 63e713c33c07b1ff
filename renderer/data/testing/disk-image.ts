import { IDBFactory } from 'fake-indexeddb'
import { settled } from '../storage/settled.ts'
import type { Disk } from './test-workplace.ts'

/** Everything in the IndexedDB of one PC as JSON: what a program of an earlier format left on a disk. */
export interface DiskImage {
  name: string
  version: number
  stores: {
    name: string
    keyPath: string
    indexes: { name: string; keyPath: string | string[]; multiEntry: boolean }[]
    rows: unknown[]
  }[]
}

const bytesKey = '$bytes'

/** JSON has no bytes: they stand as base64. */
const encode = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { [bytesKey]: btoa(String.fromCharCode(...value)) }
  if (Array.isArray(value)) return value.map(encode)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, encode(each)]))
}
const decode = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(decode)
  if (typeof value !== 'object' || value === null) return value
  if (bytesKey in value) return Uint8Array.from(atob(String(value[bytesKey])), (sign) => sign.charCodeAt(0))
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, decode(each)]))
}

export async function imageOf(disk: Disk): Promise<DiskImage[]> {
  const images: DiskImage[] = []
  for (const { name = '' } of await disk.databases()) {
    const database = await settled(disk.open(name))
    const stores: DiskImage['stores'] = []
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName)
      const indexes = Array.from(store.indexNames, (each) => {
        const { keyPath, multiEntry } = store.index(each)
        return { name: each, keyPath, multiEntry }
      })
      const rows = (await settled(store.getAll())).map(encode)
      stores.push({ name: storeName, keyPath: store.keyPath as string, indexes, rows })
    }
    images.push({ name, version: database.version, stores })
    database.close()
  }
  return images.sort((a, b) => (a.name < b.name ? -1 : 1))
}

export async function diskOf(images: readonly DiskImage[]): Promise<Disk> {
  const disk = new IDBFactory()
  for (const { name, version, stores } of images) {
    const request = disk.open(name, version)
    request.onupgradeneeded = () => {
      for (const { name: storeName, keyPath, indexes } of stores) {
        const store = request.result.createObjectStore(storeName, { keyPath })
        for (const index of indexes)
          store.createIndex(index.name, index.keyPath, { multiEntry: index.multiEntry })
      }
    }
    const database = await settled(request)
    for (const { name: storeName, rows } of stores) {
      const store = database.transaction(storeName, 'readwrite').objectStore(storeName)
      await Promise.all(rows.map((row) => settled(store.put(decode(row)))))
    }
    database.close()
  }
  return disk
}
