import { type Profile, profileSchema } from '#shared/contract/api.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { OfflineSecret } from './offline-secret.ts'

/** Somebody who has signed in on this PC with the server's consent. */
export interface KnownUser {
  user: string
  profile: Profile
  secret: OfflineSecret
  /** When the server last confirmed this person; milliseconds. */
  confirmedAtMs: number
}

/** Who may sign in on this PC without the server. */
export interface KnownUsers {
  get(user: string): Promise<KnownUser | undefined>
  put(user: KnownUser): Promise<void>
  remove(user: string): Promise<void>
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
const keyOf = (user: string): string => user.trim().toLowerCase()

/** Known users in IndexedDB. A row that cannot be read any more counts as an unknown user, never as a crash. */
export function indexedDbKnownUsers(factory: IDBFactory): KnownUsers {
  let opened: Promise<IDBDatabase> | undefined
  async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    opened ??= openStore(factory)
    return (await opened).transaction(storeName, mode, { durability: 'strict' }).objectStore(storeName)
  }
  return {
    async get(user) {
      const row = (await settled((await store('readonly')).get(keyOf(user)))) as KnownUser | undefined
      return row && profileSchema.safeParse(row.profile).success ? row : undefined
    },
    async put(known) {
      await settled((await store('readwrite')).put({ ...known, user: keyOf(known.user) }))
    },
    async remove(user) {
      await settled((await store('readwrite')).delete(keyOf(user)))
    },
  }
}
