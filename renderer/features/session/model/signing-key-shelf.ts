import { ownDatabase, settled } from './own-database.ts'
import type { UserLock } from './user-lock.ts'

/** A clinician's signing keys on this PC, under their owner's passwords and nobody else's. */
export interface LockedSigningKeys {
  /** The login without case, and whose key it is: a login may get another person. */
  place: string
  /** Each holds a `KeptSecret`; the newest first. An older one is under a password that was forgotten or reset. */
  locks: UserLock[]
}

export interface SigningKeyShelf {
  get(place: string): Promise<LockedSigningKeys | undefined>
  /** Puts the keys into an empty place, or instead of those that were read there; what is there afterwards. */
  put(keys: LockedSigningKeys, insteadOf: LockedSigningKeys | undefined): Promise<LockedSigningKeys>
}

const databaseName = 'lekar-signing'
const storeName = 'keys'

const sealedOf = (keys: LockedSigningKeys | undefined): string | undefined =>
  keys?.locks.map(({ sealed }) => sealed.join()).join(' ')
const isSame = (a: LockedSigningKeys, b: LockedSigningKeys | undefined): boolean =>
  sealedOf(a) === sealedOf(b)

/** Signing keys in IndexedDB. Two windows may sign in at once: the first key that is there stays. */
export function indexedDbSigningKeys(factory: IDBFactory): SigningKeyShelf {
  const open = ownDatabase(factory, databaseName, 1, (database) => {
    database.createObjectStore(storeName, { keyPath: 'place' })
  })
  const store = async (mode: IDBTransactionMode): Promise<IDBObjectStore> =>
    (await open()).transaction(storeName, mode, { durability: 'strict' }).objectStore(storeName)
  const read = async (from: IDBObjectStore, place: string): Promise<LockedSigningKeys | undefined> => {
    const row = (await settled(from.get(place))) as LockedSigningKeys | undefined
    return row?.locks?.[0]?.sealed instanceof Uint8Array ? row : undefined
  }
  return {
    get: async (place) => read(await store('readonly'), place),
    async put(keys, insteadOf) {
      const rows = await store('readwrite')
      const present = await read(rows, keys.place)
      if (present && !isSame(present, insteadOf)) return present
      await settled(rows.put(keys))
      return keys
    },
  }
}
