import { z } from 'zod'
import { isServerAdmin, type Principal } from '../accounts/principal.ts'
import type { Database } from '../store/store.ts'

interface Names {
  names: string[]
  roles: string[]
}
interface DatabaseSecurity {
  admins: Names
  members: Names
}

/** A database without a word of its own is for administrators of the server, as in CouchDB 3. */
export const defaultSecurity = '{"members":{"roles":["_admin"]},"admins":{"roles":["_admin"]}}'

const namesSchema = z.looseObject({
  names: z.array(z.string()).default([]),
  roles: z.array(z.string()).default([]),
})
const securitySchema = z.looseObject({
  admins: namesSchema.default({ names: [], roles: [] }),
  members: namesSchema.optional(),
  /** The name of `members` in old documents. */
  readers: namesSchema.optional(),
})

/** What is wrong with a security object; undefined when it may be stored. */
export function securityProblem(value: unknown): string | undefined {
  const issue = securitySchema.safeParse(value).error?.issues[0]
  if (!issue) return undefined
  const [part, list] = issue.path
  if (list === 'names' || list === 'roles') return `${list} must be a JSON list of strings`
  return part === undefined
    ? 'Request body must be a JSON object'
    : `${String(part)} must be a JSON object of names and roles`
}

/** A database as far as its rights go. */
export type SecuredDatabase = Pick<Database, 'name' | 'security'>

const known = new WeakMap<SecuredDatabase, { text: string; security: DatabaseSecurity }>()

function securityOf(database: SecuredDatabase): DatabaseSecurity {
  const text = database.security ?? defaultSecurity
  const cached = known.get(database)
  if (cached?.text === text) return cached.security
  const { admins, members, readers } = securitySchema.parse(JSON.parse(text))
  const security = { admins, members: members ?? readers ?? { names: [], roles: [] } }
  known.set(database, { text, security })
  return security
}

const isNamed = ({ user, roles }: Principal, named: Names): boolean =>
  (user !== null && named.names.includes(user)) || roles.some((role) => named.roles.includes(role))

/** Administrators of the server, and those that the database names. */
export const isDatabaseAdmin = (principal: Principal, database: SecuredDatabase): boolean =>
  isServerAdmin(principal) || isNamed(principal, securityOf(database).admins)

/** Administrators, those that the database names, and everybody when it names no member. */
export function isDatabaseMember(principal: Principal, database: SecuredDatabase): boolean {
  if (isDatabaseAdmin(principal, database)) return true
  const { members } = securityOf(database)
  return (members.names.length === 0 && members.roles.length === 0) || isNamed(principal, members)
}
