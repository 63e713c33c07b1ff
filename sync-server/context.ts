import type { Clock } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Accounts } from './accounts/account-store.ts'
import type { Clinics } from './accounts/clinic-store.ts'
import type { CouchUsers } from './accounts/couch-users.ts'
import type { Sessions } from './accounts/sign-in.ts'
import type { SignInTimes } from './accounts/sign-in-times.ts'
import type { ServerSigningKeys } from './accounts/signing-keys.ts'
import type { ActLog } from './administration/act-log.ts'
import type { Feeds } from './couch/feeds.ts'
import type { PatternBudget } from './mango/pattern-budget.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { Store } from './store/store.ts'
import type { Views } from './views/views.ts'

/** What every endpoint is handed. */
export interface ServerContext {
  store: Store
  /** Where it is noted whose files somebody may see: clinics without a question whether they may be read now. */
  placesStore: Pick<Store, 'open'>
  accounts: Accounts
  users: CouchUsers
  sessions: Sessions
  clinics: Clinics
  signingKeys: ServerSigningKeys
  feeds: Feeds
  metrics: Metrics
  acts: ActLog
  signInTimes: SignInTimes
  views: Views
  patterns: PatternBudget
  clock: Clock
  random: RandomBytes
  version: string
  /** The data folder, for reference packs. */
  folder: string
  limits: Limits
  /** Ends the waiting feeds of a person whose sessions have ended. */
  endFeedsOf(user: string): void
  /** Documents of a database, wherever it is kept, as JSON text by id: after `from`, before `to`. */
  documentsOf(
    database: string,
    range: { from: string; to?: string | undefined; limit: number },
  ): Promise<string[]>
  /** Resolves when `store` may be asked about a clinic; throws while it may not. */
  clinicReady(database: string): Promise<void>
  /** Makes a database where this server keeps them; false when it exists. */
  createDatabase(name: string): Promise<boolean>
}

export interface Limits {
  bodyBytes: number
  documentBytes: number
  batchRows: number
  /** Waiting feeds of one user that is not an administrator. */
  feedsPerUser: number
  /** One attachment. */
  attachmentBytes: number
  /** What a workplace has written itself waits so long for other news before its longpoll brings it (C23). */
  ownRowsRestMs: number
  /** A client that neither sends nor takes a byte of what it owes is cut off after this time. */
  stalledMs: number
  /** A request must be here whole after this time: a line of 20 kbit/s brings 2 MB. */
  requestMs: number
  /** Memory of the functions of one design document. */
  viewMemoryBytes: number
  /** For one document in a map function, a filter or a validation, or one reduction. */
  viewTimeMs: number
  /** Threads for views, filters and validations. */
  viewThreads: number
}
export const defaultLimits: Limits = {
  bodyBytes: 64 * 1024 * 1024,
  documentBytes: 8 * 1024 * 1024,
  batchRows: 20_000,
  feedsPerUser: 64,
  attachmentBytes: 32 * 1024 * 1024,
  ownRowsRestMs: 60_000,
  stalledMs: 60_000,
  requestMs: 15 * 60_000,
  viewMemoryBytes: 64 * 1024 * 1024,
  viewTimeMs: 5000,
  viewThreads: 4,
}
