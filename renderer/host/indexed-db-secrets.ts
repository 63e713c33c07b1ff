import type { Host } from './host.ts'

const databaseName = 'lekar-secrets'
const storeName = 'secrets'

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** Small secrets in IndexedDB: a browser has no safer place. Whatever lies here must be wrapped by its owner. */
export function indexedDbSecrets(factory: IDBFactory): Host['secrets'] {
  let opened: Promise<IDBDatabase> | undefined
  const open = () => {
    const request = factory.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    return settled(request)
  }
  async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    opened ??= open()
    return (await opened).transaction(storeName, mode, { durability: 'strict' }).objectStore(storeName)
  }
  return {
    async get(key) {
      const value: unknown = await settled((await store('readonly')).get(key))
      return typeof value === 'string' ? value : undefined
    },
    async set(key, value) {
      await settled((await store('readwrite')).put(value, key))
    },
    async remove(key) {
      await settled((await store('readwrite')).delete(key))
    },
  }
}
