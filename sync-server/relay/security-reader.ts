import type { Clock } from '#shared/kit/clock.ts'
import { isServerAdmin, type Principal } from '../accounts/principal.ts'
import { belongsToClinic } from '../scope/database-access.ts'
import { type SecuredDatabase, securityProblem } from '../scope/database-security.ts'
import type { Store } from '../store/store.ts'
import type { Couchdb } from './couchdb.ts'
import { databasePath } from './target-path.ts'
import { CouchdbUnavailable } from './unavailable.ts'

export type DatabaseSecurityReader = (
  name: string,
  principal: Principal,
) => Promise<SecuredDatabase | undefined>
interface KeptSecurity {
  database: SecuredDatabase
  untilMs: number
}

const keptMs = 2000
const mostKept = 1000

/** This server's own databases begin with `_`; every other one is in the CouchDB. */
export const isOwnDatabase = (name: string): boolean => name.startsWith('_')

/** What the CouchDB keeps as a database's `_security`, remembered for two seconds. */
export function createSecurityReader(couchdb: Couchdb, store: Store, clock: Clock) {
  const known = new Map<string, KeptSecurity>()
  const securedDatabase: DatabaseSecurityReader = async (name, principal) => {
    if (isOwnDatabase(name)) return store.open(name)
    // A clinic's rights come from its accounts, and an administrator has them all; whether it exists the CouchDB says.
    if (belongsToClinic(name) || isServerAdmin(principal)) return { name, security: undefined }
    const kept = known.get(name)
    if (kept && clock.now() < kept.untilMs) return kept.database
    const answer = await couchdb.json({ method: 'GET', path: databasePath(name, '_security') })
    if (answer.status === 404) return undefined
    if (answer.status !== 200 || securityProblem(answer.value) !== undefined)
      throw new CouchdbUnavailable(`security-${answer.status}`)
    const database = { name, security: openToAll(answer.value) ? emptySecurity : answer.text }
    if (known.size >= mostKept) known.clear()
    known.set(name, { database, untilMs: clock.now() + keptMs })
    return database
  }
  return { securedDatabase, forget: (name: string): void => void known.delete(name) }
}

/** CouchDB before 3 writes an empty object for a database without a word of its own: open to everybody. */
const emptySecurity = '{"admins":{},"members":{}}'
const openToAll = (value: unknown): boolean => Object.keys(value as object).length === 0
