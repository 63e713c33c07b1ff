import { userDocumentId } from '../accounts/couch-users.ts'
import type { Principal } from '../accounts/principal.ts'
import type { Refusal, WriteGuard } from '../store/store.ts'

const refused = (reason: string): Refusal => ({ error: 'forbidden', reason })

/** The rules of `_users`, those that CouchDB keeps in its `_design/_auth`. */
export function userWriteGuard(principal: Principal, isAdmin: boolean): WriteGuard {
  return (next, previous) => {
    const before = previous && !previous.deleted ? fieldsOf(previous.body) : undefined
    if (next.id.startsWith('_design/'))
      return isAdmin ? undefined : refused('You are not a db or server admin.')
    if (next.deleted)
      return isAdmin || (before !== undefined && before.name === principal.user)
        ? undefined
        : refused('Only admins may delete other user docs.')
    return (
      shapeProblem(next.id, next.fields, before) ?? (isAdmin ? undefined : roleProblem(next.fields, before))
    )
  }
}

const fieldsOf = (body: string): Record<string, unknown> =>
  JSON.parse(`{${body.slice(1)}}`) as Record<string, unknown>

const isText = (value: unknown): value is string => typeof value === 'string'

function shapeProblem(
  id: string,
  fields: Record<string, unknown>,
  before: Record<string, unknown> | undefined,
): Refusal | undefined {
  const { name, roles } = fields
  if (fields.type !== 'user') return refused('doc.type must be user')
  if (!isText(name) || name === '') return refused('doc.name is required')
  if (roles === undefined) return refused('doc.roles must exist')
  if (!Array.isArray(roles)) return refused('doc.roles must be an array')
  if (!roles.every(isText)) return refused('doc.roles can only contain strings')
  if (id !== userDocumentId(name)) return refused('Doc ID must be of the form org.couchdb.user:name')
  if (before && before.name !== name) return refused('Usernames can not be changed.')
  if (name.startsWith('_')) return refused('Username may not start with underscore.')
  if (name.includes(':')) return refused('Character `:` is not allowed in usernames.')
  if (roles.some((role: string) => role.startsWith('_')))
    return refused('No system roles (names starting with underscore) in users db.')
  return passwordProblem(fields)
}

function passwordProblem(fields: Record<string, unknown>): Refusal | undefined {
  const { password, password_scheme: scheme } = fields
  if (password !== undefined && password !== null) return refused('Password value is invalid.')
  if (fields.password_sha && !fields.salt) return refused('Users with password_sha must have a salt.')
  if (scheme === 'pbkdf2' && typeof fields.iterations !== 'number')
    return refused('iterations must be a number.')
  if (scheme === 'pbkdf2' && !isText(fields.derived_key)) return refused('derived_key must be a string.')
  return undefined
}

function roleProblem(
  { roles }: Record<string, unknown>,
  before: Record<string, unknown> | undefined,
): Refusal | undefined {
  const sorted = (value: unknown): string => JSON.stringify(Array.isArray(value) ? [...value].sort() : [])
  if (before && sorted(before.roles) !== sorted(roles)) return refused('Only _admin may edit roles')
  if (!before && sorted(roles) !== '[]') return refused('Only _admin may set roles')
  return undefined
}
