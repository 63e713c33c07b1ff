import type { Principal } from '../accounts/principal.ts'
import type { Database } from '../store/store.ts'
import { belongsToClinic } from './database-access.ts'
import { readScopeOf } from './read-scope.ts'

/** A database as this principal may see it: the only way for a request to one. */
export function scopedFor({ staff }: Principal, database: Database): Database {
  const scope = staff && belongsToClinic(database.name) ? readScopeOf(staff) : undefined
  return scope ? database.within(scope) : database
}
