import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { isRevision } from '../store/revision.ts'
import type { Database } from '../store/store.ts'
import { badRequest, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentIdOf } from './document-id.ts'
import { documentJson, revisionsMember } from './document-json.ts'
import { type Query, queryOf } from './query.ts'

/** `GET /{db}/{id}`: the winner or a named revision, its history and conflicts, or all leaves with `open_revs`. */
export function readDocument({ store }: ServerContext) {
  return (request: FastifyRequest, reply: FastifyReply) => {
    const database = databaseOf(store, request)
    const id = documentIdOf(request)
    const query = queryOf(request)
    if (query.text('open_revs') !== undefined)
      return sendJson(request, reply, openRevisions(database, id, query))
    const asked = query.text('rev')
    if (asked !== undefined && !isRevision(asked)) throw badRequest('Invalid rev format')
    const rev = asked && query.flag('latest') ? (database.latest(id, asked)[0] ?? asked) : asked
    const found = rev === undefined ? database.read(id) : database.readRevision(id, rev)
    if (!found || (found.deleted && rev === undefined)) throw notFound(found ? 'deleted' : 'missing')
    const etag = `"${found.rev}"`
    reply.header('etag', etag)
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return sendJson(request, reply, documentJson(found, extraMembers(database, id, found.rev, query)))
  }
}

function extraMembers(database: Database, id: string, rev: string, query: Query): string {
  let extra = query.flag('revs') ? revisionsMember(database, id, rev) : ''
  if (query.flag('revs_info')) extra += revisionsInfo(database, id, rev)
  const others = database.leaves(id).filter((leaf) => leaf.rev !== rev)
  const member = (name: string, deleted: boolean): string => {
    const revs = others.filter((leaf) => leaf.deleted === deleted).map((leaf) => leaf.rev)
    return revs.length === 0 ? '' : `,"${name}":${JSON.stringify(revs)}`
  }
  if (query.flag('conflicts')) extra += member('_conflicts', false)
  if (query.flag('deleted_conflicts')) extra += member('_deleted_conflicts', true)
  return extra
}

function revisionsInfo(database: Database, id: string, rev: string): string {
  const history = database.history(id, rev)
  const info = history?.ids.map((hash, back) => {
    const own = `${history.start - back}-${hash}`
    const stored = database.readRevision(id, own)
    return { rev: own, status: stored ? (stored.deleted ? 'deleted' : 'available') : 'missing' }
  })
  return `,"_revs_info":${JSON.stringify(info ?? [])}`
}

function openRevisions(database: Database, id: string, query: Query): string {
  const leaves = database.leaves(id).map((leaf) => leaf.rev)
  const asked = query.text('open_revs') === 'all' ? leaves : query.json('open_revs')
  if (!Array.isArray(asked) || !asked.every((rev) => typeof rev === 'string' && isRevision(rev)))
    throw badRequest('open_revs must be `all` or a list of revisions')
  if (query.text('open_revs') === 'all' && leaves.length === 0) throw notFound()
  const latest = query.flag('latest')
  const revs = new Set<string>(
    asked.flatMap((rev: string) => (latest ? orItself(database.latest(id, rev), rev) : [rev])),
  )
  const rows = [...revs].map((rev) => {
    const found = database.readRevision(id, rev)
    if (!found) return JSON.stringify({ missing: rev })
    return `{"ok":${documentJson(found, query.flag('revs') ? revisionsMember(database, id, rev) : '')}}`
  })
  return `[${rows.join(',')}]`
}

const orItself = (revs: string[], rev: string): string[] => (revs.length > 0 ? revs : [rev])
