import { z } from 'zod'
import { type Profile, profileSchema } from '#shared/contract/api.ts'
import { type StationKeys, stationKeysSchema } from '#shared/contract/station-keys.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { UserLock } from './user-lock.ts'

/** Somebody who has signed in on this PC with the server's consent. */
export interface KnownUser {
  user: string
  /** Holds a `LockedAway`. */
  lock: UserLock
}

/** What only the user's password opens. */
export interface LockedAway {
  profile: Profile
  stationKeys: StationKeys
  /** When the server last confirmed this person; milliseconds. */
  confirmedAtMs: number
}
export const lockedAwaySchema: z.ZodType<LockedAway> = z.object({
  profile: profileSchema,
  stationKeys: stationKeysSchema,
  confirmedAtMs: z.number(),
})

/** Who may sign in on this PC without the server. */
export interface KnownUsers {
  get(user: string): Promise<KnownUser | undefined>
  put(user: KnownUser): Promise<void>
  /** Forgets everybody: what their locks held is then unreadable for ever. */
  forgetAll(): Promise<void>
}

const databaseName = 'lekar-session'
const storeName = 'users'

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(new AppError('storage.unavailable', { cause: request.error }))
  })

async function openStore(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(databaseName, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'user' })
  return settled(request)
}

/** Names are compared without case: a login name is written in many ways on a bad day. */
export const userKey = (user: string): string => user.trim().toLowerCase()

/** Known users in IndexedDB. A row of an older form counts as an unknown user, never as a crash. */
export function indexedDbKnownUsers(factory: IDBFactory): KnownUsers {
  let opened: Promise<IDBDatabase> | undefined
  async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    opened ??= openStore(factory)
    return (await opened).transaction(storeName, mode, { durability: 'strict' }).objectStore(storeName)
  }
  return {
    async get(user) {
      const row = (await settled((await store('readonly')).get(userKey(user)))) as KnownUser | undefined
      return row?.lock?.sealed instanceof Uint8Array ? row : undefined
    },
    async put(known) {
      await settled((await store('readwrite')).put({ ...known, user: userKey(known.user) }))
    },
    async forgetAll() {
      await settled((await store('readwrite')).clear())
    },
  }
}
