import type { Clock } from '#shared/kit/clock.ts'
import { clinicOfFiles, databaseOfClinic } from '../accounts/clinic-store.ts'
import type { Principal } from '../accounts/principal.ts'
import type { Feeds } from '../couch/feeds.ts'
import { belongsToClinic, isClinicDatabase } from '../scope/database-access.ts'
import { readScopeOf } from '../scope/read-scope.ts'
import type { Database, Store } from '../store/store.ts'
import { type ClinicMirror, createClinicMirror } from './clinic-mirror.ts'
import type { Couchdb } from './couchdb.ts'
import { createMirrorPlacing, type PersonIn } from './mirror-placing.ts'
import { createMirrorSource } from './mirror-source.ts'

export interface MirrorsOptions {
  couchdb: Couchdb
  /** Of the mirrors alone. */
  store: Store
  feeds: Pick<Feeds, 'endAll'>
  clock: Clock
  waitMs: number
  /** Who has or had an account of a clinic. */
  personIn: PersonIn
}

/** Files are as those of their clinic's cards say, so these come first. */
const behindCards = (files: ClinicMirror, cards: ClinicMirror): ClinicMirror => ({
  ...files,
  async ready() {
    await cards.ready()
    await files.ready()
  },
  whole() {
    cards.whole()
    return files.whole()
  },
})

/** The mirrors of clinics and of their files, each made when somebody first asks for a part of its clinic. */
export function createMirrors({ couchdb, personIn, ...options }: MirrorsOptions) {
  const known = new Map<string, ClinicMirror>()
  const of = (database: string): ClinicMirror => {
    const made = known.get(database)
    if (made) return made
    const source = createMirrorSource(couchdb, database)
    const placing = createMirrorPlacing(options.store, options.clock, database, personIn)
    const own = createClinicMirror({ ...options, database, source, placing })
    const mirror = isClinicDatabase(database)
      ? own
      : behindCards(own, of(databaseOfClinic(clinicOfFiles(database))))
    known.set(database, mirror)
    return mirror
  }
  return {
    of,
    /** The databases of this server with the mirrors of clinics among them; an older clinic of the same name is not there. */
    among: (store: Store): Store => ({
      ...store,
      open: (name) => {
        if (!belongsToClinic(name)) return store.open(name)
        return options.store.open(name) && of(name).whole()
      },
    }),
    /** The part of a clinic that somebody sees, as it is in the CouchDB now; undefined for who sees all of it. */
    async partFor({ staff }: Principal, name: string): Promise<Database | undefined> {
      const scope = staff && belongsToClinic(name) ? readScopeOf(staff) : undefined
      if (!scope) return undefined
      await of(name).ready()
      return of(name).whole().within(scope)
    },
    /** Takes the mirror of a clinic away whose database is not there any more; of all clinics without a name. */
    async sweep(database?: string): Promise<void> {
      // A CouchDB that does not answer takes nothing away.
      for (const name of options.store.databaseNames())
        if (name === (database ?? name))
          await of(name)
            .check()
            .catch(() => undefined)
    },
    close(): void {
      for (const mirror of known.values()) mirror.close()
      options.store.close()
    },
  }
}
export type Mirrors = ReturnType<typeof createMirrors>
