import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { databaseName } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { scopedFor } from '../scope/open-scoped.ts'
import type { Database, Store } from '../store/store.ts'
import { badRequest, CouchError, notFound } from './couch-error.ts'
import { locationOf } from './location.ts'
import { queryOf } from './query.ts'
import { sequenceOf } from './sequence.ts'

const namePattern = /^[a-z][a-z0-9_$()+/-]{0,237}$/

/** The databases that CouchDB itself uses. */
const systemNames = new Set(['_users', '_replicator', '_global_changes'])

/** Addresses of the server itself. */
const ownPaths = new Set(['api', 'app'])

/** The database of a route, as far as its caller may see it. 404 as CouchDB says it. */
export function databaseOf(store: Store, request: FastifyRequest): Database {
  const database = store.open(databaseName(request))
  if (!database) throw notFound('Database does not exist.')
  return scopedFor(request.principal, database)
}

/** A name that may become a database; 400 otherwise. */
export function checkDatabaseName(name: string): void {
  if (systemNames.has(name)) return
  if (!namePattern.test(name) || ownPaths.has(name))
    throw new CouchError(
      400,
      'illegal_database_name',
      `Name: '${name}'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), +, -, and / are allowed. Must begin with a letter.`,
    )
}

/** `PUT`, `GET`, `DELETE /{db}` and `_ensure_full_commit`. */
export function databases(app: FastifyInstance, { store, feeds, views }: ServerContext): void {
  app.put('/:db', { config: { access: 'admin' } }, (request, reply) => {
    const name = databaseName(request)
    checkDatabaseName(name)
    checkPartitioned(queryOf(request).text('partitioned'))
    if (!store.create(name))
      throw new CouchError(412, 'file_exists', 'The database could not be created, the file already exists.')
    return sendJson(request, reply.code(201).header('location', locationOf(request)), '{"ok":true}')
  })

  app.delete('/:db', { config: { access: 'admin' } }, async (request, reply) => {
    if (queryOf(request).text('rev') !== undefined)
      throw badRequest(
        'You tried to DELETE a database with a ?=rev parameter. Did you mean to DELETE a document instead?',
      )
    const database = databaseOf(store, request)
    feeds.endAll(database)
    store.remove(database.name)
    await views.remove(database.name)
    return sendJson(request, reply, '{"ok":true}')
  })

  app.get('/:db', { config: { access: 'database' } }, (request, reply) =>
    sendJson(request, reply, JSON.stringify(databaseInfo(databaseOf(store, request)))),
  )

  // Every acknowledged write is already on disk; the answer only has to stay the same while the database lives.
  app.post('/:db/_ensure_full_commit', { config: { access: 'database' } }, (request, reply) => {
    const start = instanceStart(databaseOf(store, request).info().createdAt)
    return sendJson(request, reply.code(201), JSON.stringify({ ok: true, instance_start_time: start }))
  })
}

/** A database is one file: CouchDB's answer where partitions are switched off. */
function checkPartitioned(asked: string | undefined): void {
  if (asked === undefined || asked === 'false') return
  throw badRequest(
    asked === 'true' ? 'Partitioned feature is not enabled.' : 'Invalid `partitioned` parameter',
  )
}

/** What `GET /{db}` tells. */
export function databaseInfo(database: Database) {
  const info = database.info()
  return {
    instance_start_time: instanceStart(info.createdAt),
    db_name: info.name,
    purge_seq: sequenceOf(database, info.purgeNumber),
    update_seq: info.updateSeq,
    sizes: { file: info.fileBytes, external: info.activeBytes, active: info.activeBytes },
    props: {},
    doc_del_count: info.tombstones,
    doc_count: info.documents,
    disk_format_version: 8,
    compact_running: false,
    cluster: { q: 1, n: 1, w: 1, r: 1 },
  }
}

/** Seconds since 1970 of the database's creation, as CouchDB gives it. */
const instanceStart = (createdAt: string): string => String(Math.floor(Date.parse(createdAt) / 1000))
