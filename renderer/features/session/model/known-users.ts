import { z } from 'zod'
import { type Profile, profileSchema } from '#shared/contract/api.ts'
import type { StationKeys } from '#shared/contract/station-keys.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { ownDatabase, settled } from './own-database.ts'
import type { UserLock } from './user-lock.ts'

/**
 * Who can get at the data keys of this PC. The lock (a password, or the recovery key) holds the private key of a box,
 * and the box holds the data keys: so new keys reach everybody without anybody's password.
 */
export interface KeyHolder {
  lock: UserLock
  publicKey: Uint8Array
  /** `StationKeys`, for the private key. */
  box: Uint8Array
}

/** Somebody who has signed in on this PC with the server's consent. */
export interface KnownUser extends KeyHolder {
  /** The login without case: the key. */
  user: string
  /** `AboutUser`, under the data key. */
  about: Uint8Array
  /** The server's mark of password and role; another one, and the lock goes. */
  mark?: string | undefined
  /** `PinRecord`, under the data key. */
  pin?: Uint8Array | undefined
}

/** The sheet in the clinic's safe: what opens without anybody's password. */
export interface RecoverySheet extends KeyHolder {
  madeAtMs: number
  /** `AboutSheet`, under the data key. */
  about: Uint8Array
}

export const aboutUserSchema = z.object({
  profile: profileSchema,
  /** When the server last confirmed this person; milliseconds. */
  confirmedAtMs: z.number(),
  /** Base64 of `publicKey`: one that somebody put there gets no keys. */
  publicKey: z.string(),
})
export type AboutUser = z.infer<typeof aboutUserSchema>

export const aboutSheetSchema = z.object({ publicKey: z.string() })

/** What a sign-in brings. */
export interface Opened {
  profile: Profile
  stationKeys: StationKeys
  confirmedAtMs: number
}

/** Who may sign in on this PC without the server. */
export interface KnownUsers {
  get(user: string): Promise<KnownUser | undefined>
  list(): Promise<KnownUser[]>
  sheet(): Promise<RecoverySheet | undefined>
  /** In one transaction, on the disk when it resolves. */
  put(users: readonly KnownUser[], sheet?: RecoverySheet): Promise<void>
  remove(user: string): Promise<void>
  /** Forgets everybody, the sheet too: what their locks held is then unreadable for ever. */
  forgetAll(): Promise<void>
}

/** Names are compared without case: a login name is written in many ways on a bad day. */
export const userKey = (user: string): string => user.trim().toLowerCase()

const databaseName = 'lekar-session'
const users = 'users'
const sheets = 'sheets'
const sheetKey = 'recovery'

/** A row of an older form counts as an unknown user, never as a crash. */
const isWhole = (row: KnownUser | undefined): row is KnownUser =>
  row?.lock?.sealed instanceof Uint8Array && row.box instanceof Uint8Array && row.about instanceof Uint8Array

/** Known users in IndexedDB. */
export function indexedDbKnownUsers(factory: IDBFactory): KnownUsers {
  const open = ownDatabase(factory, databaseName, 2, (database, from) => {
    if (from < 1) database.createObjectStore(users, { keyPath: 'user' })
    database.createObjectStore(sheets)
  })
  const transaction = async (mode: IDBTransactionMode): Promise<IDBTransaction> =>
    (await open()).transaction([users, sheets], mode, { durability: 'strict' })
  /** Resolves when what was asked for is on the disk. */
  async function change(work: (stores: { users: IDBObjectStore; sheets: IDBObjectStore }) => void) {
    const running = await transaction('readwrite')
    const done = new Promise<void>((resolve, reject) => {
      running.oncomplete = () => resolve()
      running.onabort = () => reject(new AppError('storage.unavailable', { cause: running.error }))
    })
    work({ users: running.objectStore(users), sheets: running.objectStore(sheets) })
    await done
  }
  return {
    async get(user) {
      const store = (await transaction('readonly')).objectStore(users)
      const row = (await settled(store.get(userKey(user)))) as KnownUser | undefined
      return isWhole(row) ? row : undefined
    },
    async list() {
      const rows = (await settled((await transaction('readonly')).objectStore(users).getAll())) as KnownUser[]
      return rows.filter(isWhole)
    },
    async sheet() {
      return (await settled((await transaction('readonly')).objectStore(sheets).get(sheetKey))) as
        | RecoverySheet
        | undefined
    },
    put: (rows, sheet) =>
      change((stores) => {
        for (const row of rows) stores.users.put({ ...row, user: userKey(row.user) })
        if (sheet) stores.sheets.put(sheet, sheetKey)
      }),
    remove: (user) => change((stores) => stores.users.delete(userKey(user))),
    forgetAll: () =>
      change((stores) => {
        stores.users.clear()
        stores.sheets.clear()
      }),
  }
}
