/** A pack as it came from the server, kept on this PC. Classifiers hold nothing of a patient and lie in clear. */
export interface CachedPack {
  sha256: string
  text: string
}

/** Keeps the last good pack of each kind. A failure reads as nothing kept: the starter pack is always there. */
export interface PackCache {
  get(kind: string): Promise<CachedPack | undefined>
  put(kind: string, pack: CachedPack): Promise<void>
}

const databaseName = 'lekar-reference'
const storeName = 'packs'

/** IndexedDB rather than the Cache API: the latter refuses requests of the desktop shell's own scheme. */
export function createPackCache(factory: IDBFactory = indexedDB): PackCache {
  let opened: Promise<IDBDatabase> | undefined
  const open = () => {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.open(databaseName, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(storeName)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    return opened
  }
  return {
    async get(kind) {
      const database = await open()
      return new Promise((resolve, reject) => {
        const request = database.transaction(storeName).objectStore(storeName).get(kind)
        request.onsuccess = () => resolve(request.result as CachedPack | undefined)
        request.onerror = () => reject(request.error)
      })
    },
    async put(kind, pack) {
      const database = await open()
      return new Promise((resolve, reject) => {
        const transaction = database.transaction(storeName, 'readwrite')
        transaction.objectStore(storeName).put(pack, kind)
        transaction.oncomplete = () => resolve()
        transaction.onerror = () => reject(transaction.error)
        transaction.onabort = () => reject(transaction.error)
      })
    },
  }
}
