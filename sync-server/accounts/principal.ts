import { type Account, type Staff, staffOf } from './account.ts'

/** Who asks, as CouchDB's rules see it. */
export interface Principal {
  /** Null for a request without a session. */
  readonly user: string | null
  /** `_admin` for an administrator of the server. */
  readonly roles: readonly string[]
  /** Only an account of ours has one, and only with it a clinic's database opens. */
  readonly staff?: Staff | undefined
}

export const nobody: Principal = { user: null, roles: [] }

const adminRole = '_admin'
export const isServerAdmin = ({ roles }: Principal): boolean => roles.includes(adminRole)

export const principalOf = (account: Account): Principal => ({
  user: account.user,
  roles: [account.role === 'admin' ? adminRole : account.role],
  staff: staffOf(account),
})
