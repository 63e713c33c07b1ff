import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { Writable } from 'node:stream'
import cookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import type { JWTVerifyGetKey } from 'jose'
import { type Clock, systemClock } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import { openAccounts } from './accounts/account-store.ts'
import { createClinics } from './accounts/clinic-store.ts'
import { openCouchUsers } from './accounts/couch-users.ts'
import { ensureAdministrator } from './accounts/first-administrator.ts'
import type { PasswordCost } from './accounts/password-hash.ts'
import { createSignIn } from './accounts/sign-in.ts'
import { createSignInTimes } from './accounts/sign-in-times.ts'
import { createSigningKeys } from './accounts/signing-keys.ts'
import { createTokenCheck } from './accounts/token.ts'
import { createActLog } from './administration/act-log.ts'
import { createAuditTrail } from './audit/audit-trail.ts'
import { traceReads } from './audit/trace-reads.ts'
import { defaultLimits, type Limits, type ServerContext } from './context.ts'
import { createFeeds } from './couch/feeds.ts'
import { endpoints } from './endpoints.ts'
import { guardRoutes } from './http/access.ts'
import { allowOrigins, type CorsOptions } from './http/cors.ts'
import { createApp, renewCertificate, type TlsPair } from './http/create-app.ts'
import { drainOnClose } from './http/drain.ts'
import { answerErrors } from './http/errors.ts'
import { refuseForeignPages } from './http/foreign-pages.ts'
import { acceptJsonBodies } from './http/request-body.ts'
import { tellRequestId } from './http/request-id.ts'
import { logRequests } from './http/request-log.ts'
import { sendSafeHeaders } from './http/safe-headers.ts'
import { createPatternBudget } from './mango/pattern-budget.ts'
import { createMetrics } from './metrics/metrics.ts'
import type { CouchdbAddress } from './relay/couchdb-address.ts'
import { createRelay } from './relay/relay.ts'
import type { ReplicationLimits } from './replication/job.ts'
import { createOwnDoor } from './replication/own-door.ts'
import { replication } from './replication/replication.ts'
import { placeClinics } from './scope/place-clinics.ts'
import { openSqliteStore } from './store/sqlite/sqlite-store.ts'
import type { Store } from './store/store.ts'
import { version } from './version.ts'
import { createViews } from './views/views.ts'

export interface ServerOptions {
  /** The data folder. */
  folder: string
  /** Password of the first administrator, used only when there is no account yet; one is made up without it. */
  adminPassword?: string | undefined
  /** The built workplace; `dist/renderer` of this installation when left out. */
  workplaceFolder?: string | undefined
  logLevel?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent' | undefined
  /** Where log lines go; standard output when left out. */
  logStream?: Writable | undefined
  limits?: Partial<Limits> | undefined
  clock?: Clock | undefined
  random?: RandomBytes | undefined
  passwordCost?: PasswordCost | undefined
  /** The keys that tokens (JWT) are checked with; without them tokens are not looked at. */
  tokenKeys?: JWTVerifyGetKey | undefined
  /** With a certificate the server speaks TLS, HTTP/2 first. */
  tls?: TlsPair | undefined
  /** Who shows this as a Bearer token may read the metrics, besides administrators. */
  metricsToken?: string | undefined
  /** Pages of other origins that may ask; none when left out. */
  cors?: CorsOptions | undefined
  /** A proxy in front of this server speaks TLS: cookies are Secure. */
  behindTls?: boolean | undefined
  /** After a restore from a backup: makes every station compare with the server again. */
  renewEpochs?: boolean | undefined
  /** Databases are in this CouchDB instead of the data folder. */
  couchdb?: CouchdbAddress | undefined
  /** Bounds of replications between servers. */
  replication?: Partial<ReplicationLimits> | undefined
}

export interface Server {
  app: FastifyInstance
  /** The made-up password of a first administrator, to be shown once. */
  madeUpPassword: string | undefined
  /** Takes another certificate without losing a connection. Throws for one that cannot be used. */
  renewCertificate(tls: TlsPair): void
  /** Ends feeds with a valid answer, then connections, then commits and closes the files. */
  close(): Promise<void>
}

/** The whole server without listening. `app.inject` and `app.listen` are the two ways in. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const clock = options.clock ?? systemClock
  const random: RandomBytes = options.random ?? ((length) => randomBytes(length))
  const limits = { ...defaultLimits, ...options.limits }
  const metrics = createMetrics()
  const store = openSqliteStore({ folder: options.folder, clock, random, committed: metrics.committed })
  if (options.renewEpochs) store.renewEpochs()
  const { records } = store
  const accounts = await openAccounts({ records, random, passwordCost: options.passwordCost })
  const users = await openCouchUsers({ store, random, iterations: options.passwordCost?.iterations })
  const sessions = createSignIn({ records, accounts, users, clock, random })
  const madeUpPassword = await ensureAdministrator(accounts, options.adminPassword, random)
  const tokens = options.tokenKeys && createTokenCheck(options.tokenKeys, clock, sessions.limit)
  const feeds = createFeeds()
  const views = createViews({ store, folder: options.folder, limits })
  const clinics = createClinics(records)
  const signingKeys = createSigningKeys(records, clock)
  await placeClinics(store, clock.now())
  const openMirrors = (): Store => {
    const mirrors = openSqliteStore({ folder: join(options.folder, 'mirrors'), clock, random })
    if (options.renewEpochs) mirrors.renewEpochs()
    return mirrors
  }
  const relay =
    options.couchdb &&
    createRelay(options.couchdb, {
      store,
      mirrorStore: openMirrors(),
      accounts,
      signingKeys,
      feeds,
      clock,
      random,
      limits,
    })
  metrics.watch({ store, feedsWaiting: () => feeds.count() + (relay?.feedsWaiting() ?? 0) })
  const context: ServerContext = {
    store: relay?.store ?? store,
    placesStore: relay?.placesStore ?? store,
    accounts,
    users,
    sessions,
    clinics,
    signingKeys,
    feeds,
    metrics,
    acts: createActLog(records, clock),
    signInTimes: createSignInTimes(records, clock),
    views,
    patterns: createPatternBudget(),
    clock,
    random,
    version,
    folder: resolve(options.folder),
    limits,
    endFeedsOf(user) {
      feeds.endOfUser(user)
      relay?.endFeedsOf(user)
    },
    documentsOf: relay?.documentsOf ?? (async (name, range) => store.open(name)?.documentsById(range) ?? []),
    clinicReady: relay?.mirrorReady ?? (async () => undefined),
    createDatabase: relay?.createDatabase ?? (async (name) => store.create(name)),
  }

  const { logLevel = 'info', logStream, tls } = options
  const app = createApp({ limits, logLevel, logStream, tls })
  acceptJsonBodies(app, limits.bodyBytes)
  await app.register(cookie)
  logRequests(app, { unpacks: relay === undefined })
  tellRequestId(app, random)
  sendSafeHeaders(app)
  if (options.cors) allowOrigins(app, options.cors)
  refuseForeignPages(app, options.cors)
  const securedDatabase = relay?.securedDatabase ?? ((name: string) => store.open(name))
  const { behindTls, metricsToken } = options
  const ownDoor = createOwnDoor(random)
  const { callerOf: ownCaller } = ownDoor
  guardRoutes(app, { sessions, ownCaller, securedDatabase, tokens, behindTls, metricsToken })
  answerErrors(app)
  replication(app, context, ownDoor, options.replication)
  drainOnClose(app, () => {
    feeds.close()
    relay?.endFeeds()
  })
  const trail = createAuditTrail({ store, clock, random })
  // Before the relay, which answers at once.
  traceReads(app, trail, { clinics, clock })
  // After the drain, which counts what passes, too.
  relay?.takeOver(app)
  app.addHook('onClose', async () => {
    relay?.close()
    await views.close()
    store.close()
    metrics.close()
  })

  const workplaceFolder = resolve(options.workplaceFolder ?? join(import.meta.dirname, '../dist/renderer'))
  endpoints(app, context, trail, workplaceFolder)
  await app.ready()
  return {
    app,
    madeUpPassword,
    renewCertificate: (pair) => renewCertificate(app, pair),
    close: () => app.close(),
  }
}
