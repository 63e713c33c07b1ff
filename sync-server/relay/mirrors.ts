import type { Clock } from '#shared/kit/clock.ts'
import type { Principal } from '../accounts/principal.ts'
import type { Feeds } from '../couch/feeds.ts'
import { isClinicDatabase } from '../scope/database-access.ts'
import { readScopeOf } from '../scope/read-scope.ts'
import type { Database, Store } from '../store/store.ts'
import { type ClinicMirror, createClinicMirror } from './clinic-mirror.ts'
import type { Couchdb } from './couchdb.ts'
import { createMirrorSource } from './mirror-source.ts'

export interface MirrorsOptions {
  couchdb: Couchdb
  /** Of the mirrors alone. */
  store: Store
  feeds: Pick<Feeds, 'endAll'>
  clock: Clock
  waitMs: number
}

/** The mirrors of clinics, each made when somebody first asks for a part of its clinic. */
export function createMirrors({ couchdb, ...options }: MirrorsOptions) {
  const known = new Map<string, ClinicMirror>()
  const of = (database: string): ClinicMirror => {
    const made = known.get(database)
    if (made) return made
    const source = createMirrorSource(couchdb, database)
    const mirror = createClinicMirror({ ...options, database, source })
    known.set(database, mirror)
    return mirror
  }
  return {
    of,
    /** The databases of this server with the mirrors of clinics among them; an older clinic of the same name is not there. */
    among: (store: Store): Store => ({
      ...store,
      open: (name) => {
        if (!isClinicDatabase(name)) return store.open(name)
        return options.store.open(name) && of(name).whole()
      },
    }),
    /** The part of a clinic that somebody sees, as it is in the CouchDB now; undefined for who sees all of it. */
    async partFor({ staff }: Principal, name: string): Promise<Database | undefined> {
      const scope = staff && isClinicDatabase(name) ? readScopeOf(staff) : undefined
      if (!scope) return undefined
      await of(name).ready()
      return of(name).whole().within(scope)
    },
    close(): void {
      for (const mirror of known.values()) mirror.close()
      options.store.close()
    },
  }
}
export type Mirrors = ReturnType<typeof createMirrors>
