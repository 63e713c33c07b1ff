import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Database, Store } from '../store/store.ts'
import {
  type CouchPassword,
  couchPasswordMatches,
  couchPasswordSchema,
  hashCouchPassword,
  isOutdated,
} from './couch-password.ts'
import { rehashed } from './user-document.ts'

export const usersDatabase = '_users'
const idPrefix = 'org.couchdb.user:'
export const userDocumentId = (name: string): string => `${idPrefix}${name}`

const userSchema = z.object({ name: z.string(), roles: z.array(z.string()) })

/** A user of `_users`: signs in for databases outside the clinics. */
export interface CouchUser {
  name: string
  roles: string[]
  password: CouchPassword
  /** Changes with the password and ends older sessions. */
  generation: string
}

interface UsersOptions {
  store: Store
  random: RandomBytes
  iterations: number | undefined
}

/** Reads users out of `_users`, which is made on the first run, and compares their passwords. */
export async function openCouchUsers({ store, random, iterations }: UsersOptions) {
  store.create(usersDatabase)
  const hashOf = (password: string) => hashCouchPassword(password, random, iterations)
  /** Compared with when the name is unknown, so that both answers take the same time. */
  const stranger = await hashOf(Buffer.from(random(16)).toString('hex'))
  const database = (): Database | undefined => store.open(usersDatabase)

  let cache = new Map<string, CouchUser | undefined>()
  let cachedAt = ''
  const get = (name: string): CouchUser | undefined => {
    const users = database()
    if (!users) return undefined
    const now = `${users.updateNumber}-${users.epoch}`
    if (cachedAt !== now || cache.size > 1000) {
      cache = new Map()
      cachedAt = now
    }
    if (!cache.has(name)) cache.set(name, userOf(users, name))
    return cache.get(name)
  }

  /** A password that was right but weakly hashed is hashed again; a change that came between wins. */
  const upgrade = async (name: string, password: string): Promise<void> => {
    const users = database()
    const found = users?.read(userDocumentId(name))
    if (users && found && !found.deleted)
      await users.write([rehashed(found, await hashOf(password))], { newEdits: true })
  }

  return {
    get,
    hashOf,
    /** Does the same work whether there is such a user or not; none while nobody is in `_users`. */
    async matches(user: CouchUser | undefined, password: string): Promise<boolean> {
      if ((database()?.info().documents ?? 0) === 0) return false
      const matches = await couchPasswordMatches(password, user?.password ?? stranger)
      if (!user || !matches) return false
      if (isOutdated(user.password, iterations)) await upgrade(user.name, password)
      return true
    },
  }
}
export type CouchUsers = Awaited<ReturnType<typeof openCouchUsers>>

function userOf(users: Database, name: string): CouchUser | undefined {
  const found = users.read(userDocumentId(name))
  if (!found || found.deleted) return undefined
  // Which of two passwords is right nobody knows, until the conflict is solved.
  if (users.leaves(userDocumentId(name)).filter((leaf) => !leaf.deleted).length > 1) return undefined
  const fields: unknown = JSON.parse(`{${found.body.slice(1)}}`)
  const user = userSchema.safeParse(fields)
  const password = couchPasswordSchema.safeParse(fields)
  if (!user.success || !password.success || user.data.name !== name) return undefined
  // Roles that begin with an underscore are the server's to give.
  const roles = user.data.roles.filter((role) => !role.startsWith('_'))
  const generation = createHash('sha256').update(JSON.stringify(password.data)).digest('hex').slice(0, 16)
  return { name, roles, password: password.data, generation }
}
