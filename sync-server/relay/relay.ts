import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isServerAdmin, type Principal } from '../accounts/principal.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, forbidden } from '../couch/couch-error.ts'
import { checkDatabaseName } from '../couch/databases.ts'
import { requireOwnPage } from '../couch/document-form.ts'
import { queryOf } from '../couch/query.ts'
import { principal, userOf } from '../http/access.ts'
import { belongsToClinic, isClinicDatabase, mayWriteDesign } from '../scope/database-access.ts'
import { problems } from '../scope/problems.ts'
import type { Store } from '../store/store.ts'
import { createCouchdb } from './couchdb.ts'
import type { CouchdbAddress } from './couchdb-address.ts'
import { createDeliveryJournal } from './delivery-journal.ts'
import { documentsById } from './documents-by-id.ts'
import { knownSince } from './feed-ending.ts'
import { createJudgedWriter } from './judged-writer.ts'
import { type JudgedWrite, judgedWrites } from './judged-writes.ts'
import { createMirrors } from './mirrors.ts'
import { createOpenFeeds, passFeed } from './pass-feed.ts'
import { passOn } from './pass-on.ts'
import { type RouteKind, routeKind } from './route-kind.ts'
import { createSecurityReader, isOwnDatabase } from './security-reader.ts'
import { databasePath } from './target-path.ts'
import { CouchdbUnavailable, retryAfterSeconds } from './unavailable.ts'

const upWithinMs = 5000

/** How long a request waits while a mirror is built for the first time; it goes on without. */
const mirrorWaitMs = 20_000

type RelayContext = Pick<
  ServerContext,
  'store' | 'accounts' | 'signingKeys' | 'feeds' | 'clock' | 'limits' | 'random'
> & {
  /** Of its own: mirrors bear the names of the databases that they are of. */
  mirrorStore: Store
}

/** The second engine: databases are in a CouchDB, this server keeps sessions, scope, validation and audit in front of it. */
export function createRelay(address: CouchdbAddress, context: RelayContext) {
  const couchdb = createCouchdb(address)
  const feeds = createOpenFeeds()
  const journal = createDeliveryJournal(couchdb, context.clock, context.random)
  const { securedDatabase, forget } = createSecurityReader(couchdb, context.store, context.clock)
  const { mirrorStore, feeds: waiting, clock } = context
  const mirrors = createMirrors({
    couchdb,
    store: mirrorStore,
    feeds: waiting,
    clock,
    waitMs: mirrorWaitMs,
    personIn: context.accounts.practitioners.personIn,
  })
  // Clinics may have been removed there while this server was away.
  void mirrors.sweep()
  const writer = createJudgedWriter(couchdb, journal)
  // What a clinic left here before it moved to the CouchDB says nothing of where its patients belong now. Writes that ask
  // for that wait until the mirror is whole.
  const open = (name: string) => (belongsToClinic(name) ? mirrorStore : context.store).open(name)
  const known = { ...context, store: { ...context.store, open } }
  const writes = judgedWrites(known, couchdb, writer, mirrors, securedDatabase)
  const { bodyBytes, feedsPerUser, stalledMs } = context.limits

  const passes = async (request: FastifyRequest, reply: FastifyReply, database: string) => {
    const route = request.routeOptions.url ?? ''
    const isAttachment = route.endsWith('/*') && request.method !== 'PUT' && request.method !== 'DELETE'
    if (route === '/:db' && request.method === 'PUT') checkDatabaseName(database)
    const headers = formRoutes.has(route) && request.method === 'POST' ? formHeaders(request) : undefined
    await passOn(request, reply, { couchdb, database, bodyLimitBytes: bodyBytes, isAttachment, headers })
    // An answer that was cut counts for Fastify as none: nothing else may answer in its place.
    if (!reply.sent) reply.hijack()
    // It may have been the database's `_security`.
    if (request.method === 'PUT' || request.method === 'DELETE') forget(database)
    if (route === '/:db' && request.method === 'DELETE') await mirrors.sweep(database)
  }

  /** The CouchDB asks for a page of its own, and knows no page of ours. */
  const formHeaders = (request: FastifyRequest): Record<string, string> => {
    requireOwnPage(request)
    return { referer: couchdb.shown }
  }

  const feed = async (request: FastifyRequest, reply: FastifyReply, database: string) => {
    const user = userOf(request)
    if (!isServerAdmin(principal(request)) && feeds.ofUser(user) >= feedsPerUser)
      throw new CouchError(429, 'too_many_requests', 'too many waiting feeds')
    await passFeed(request, reply, { couchdb, database, bodyLimitBytes: bodyBytes, feeds, user, stalledMs })
  }

  /** A client that reads rows without looking at the status goes on from where it was (trap T2). */
  const sayUnavailable = async (request: FastifyRequest, reply: FastifyReply, error: unknown) => {
    if (!(error instanceof CouchdbUnavailable) || queryOf(request).text('feed') !== 'longpoll') throw error
    const last_seq = knownSince(queryOf(request).text('since')) ?? queryOf(request).text('since')
    reply.code(503).header('retry-after', retryAfterSeconds).header('content-type', 'application/json')
    await reply.send(JSON.stringify({ error: error.error, reason: error.reason, results: [], last_seq }))
  }

  /** A load balancer should know that this server cannot do its work. */
  const checkUp = async (): Promise<void> => {
    const { status } = await couchdb.json({ method: 'GET', path: '/_up', idleMs: upWithinMs })
    if (status !== 200) throw new CouchdbUnavailable(`up-${status}`)
  }

  const kindOf = async (request: FastifyRequest, database: string): Promise<RouteKind> => {
    const who = principal(request)
    const judged = isClinicDatabase(database) || !(await mayWriteEverything(who, database))
    const { url = '' } = request.routeOptions
    return routeKind(request.method, url, queryOf(request).text('feed') ?? '', judged)
  }
  const mayWriteEverything = async (who: Principal, database: string): Promise<boolean> => {
    const secured = await securedDatabase(database, who)
    return secured !== undefined && mayWriteDesign(who, secured)
  }

  /** Takes the requests that are the CouchDB's away from the embedded engine's endpoints, after their access was checked. */
  const takeOver = (app: FastifyInstance): void => {
    app.addHook('onRequest', async (request, reply) => {
      const route = request.routeOptions.url
      if (route === '/_all_dbs' || route === '/_dbs_info') await passes(request, reply, '')
      if (route === '/_up') await checkUp()
      const database = databaseOfRelay(request)
      if (database === undefined) return
      const kind = await kindOf(request, database)
      if (isWrite(kind)) return
      if (kind === 'attachment' && belongsToClinic(database))
        throw forbidden(`${problems.attachments.code}: ${problems.attachments.text}`)
      if (kind === 'refuse' || (kind === 'attachment' && route?.includes('/_design/')))
        throw forbidden('You are not a db or server admin.')
      try {
        // Who sees a part of a clinic is answered by the embedded engine's endpoints, from the mirror.
        if (await mirrors.partFor(principal(request), database)) return
        if (kind === 'feed') await feed(request, reply, database)
        else await passes(request, reply, database)
      } catch (error) {
        await sayUnavailable(request, reply, error)
      }
    })
    // Judged writes need their body, which is read between the two hooks.
    app.addHook('preHandler', async (request, reply) => {
      const database = databaseOfRelay(request)
      const kind = database === undefined ? undefined : await kindOf(request, database)
      if (kind === undefined || !isWrite(kind)) return
      await writes[kind](request, reply)
      if (!reply.sent) reply.hijack()
    })
    app.addHook('onError', async (request, reply, error) => {
      if (!(error instanceof CouchdbUnavailable)) return
      reply.header('retry-after', retryAfterSeconds)
      request.log.warn({ why: error.why }, 'the CouchDB cannot be reached')
    })
  }

  return {
    takeOver,
    securedDatabase,
    /** What the endpoints of the embedded engine find: this server's own databases, and the mirrors of clinics. */
    store: mirrors.among(context.store),
    /** Where it is noted whose files somebody may see, also while a mirror is built. */
    placesStore: mirrorStore,
    /** Resolves when the mirror of a clinic may be asked. */
    mirrorReady: (database: string): Promise<void> => mirrors.of(database).ready(),
    /** False when it exists. */
    async createDatabase(name: string): Promise<boolean> {
      const { status } = await couchdb.json({ method: 'PUT', path: databasePath(name) })
      if (status !== 201 && status !== 202 && status !== 412) throw new CouchdbUnavailable(`http-${status}`)
      return status !== 412
    },
    documentsOf: (database: string, range: Parameters<typeof documentsById>[2]) =>
      documentsById(couchdb, database, range),
    /** Ends the feeds that pass through. */
    endFeeds: feeds.close,
    endFeedsOf: feeds.endOfUser,
    feedsWaiting: feeds.count,
    close(): void {
      mirrors.close()
      couchdb.close()
    },
  }
}

/** The database of a request that is the CouchDB's. */
function databaseOfRelay(request: FastifyRequest): string | undefined {
  const { db } = request.params as { db?: string }
  const isDatabaseRoute = request.routeOptions.url?.startsWith('/:db') ?? false
  return !isDatabaseRoute || db === undefined || isOwnDatabase(db) ? undefined : db
}

const formRoutes = new Set(['/:db/:id', '/:db/_design/:design'])
const writeKinds: readonly RouteKind[] = ['batch', 'post', 'put', 'delete', 'copy'] satisfies JudgedWrite[]
const isWrite = (kind: RouteKind): kind is JudgedWrite => writeKinds.includes(kind)
