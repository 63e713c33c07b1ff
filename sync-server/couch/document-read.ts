import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { notModified, tagIn } from '../http/not-modified.ts'
import type { Database, StoredRevision } from '../store/store.ts'
import { badRequest, CouchError, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { namedId } from './document-id.ts'
import {
  type AttachmentsAsked,
  documentJson,
  knownGeneration,
  revisionsMember,
  withContents,
} from './document-json.ts'
import { accepts, type Follower, followedBy, mixedParts, relatedParts, sendParts } from './multipart-write.ts'
import { type Query, queryOf } from './query.ts'
import { checkedRevision } from './revision-text.ts'

/** `GET /{db}/{id}`: the winner or a named revision, its history and conflicts, or all leaves with `open_revs`. */
export function readDocument({ store, random }: ServerContext) {
  const boundary = (): string => Buffer.from(random(16)).toString('hex')
  return (request: FastifyRequest, reply: FastifyReply) => {
    const database = databaseOf(store, request)
    const id = namedId(request)
    const query = queryOf(request)
    if (query.text('open_revs') !== undefined) {
      const rows = openRevisions(database, id, query)
      if (!accepts(request, 'multipart/mixed'))
        return sendJson(request, reply, `[${rows.map((row) => rowJson(database, row, query)).join(',')}]`)
      const outer = boundary()
      const parts = mixedParts(
        database,
        rows.map((row) => ('missing' in row ? row : follower(database, row, query))),
        outer,
        boundary(),
      )
      return sendParts(reply, 'multipart/mixed', outer, parts)
    }
    const named = query.text('rev')
    if (named !== undefined) checkedRevision(named)
    const rev = named && query.flag('latest') ? (database.latest(id, named)[0] ?? named) : named
    const found = rev === undefined ? database.read(id) : database.readRevision(id, rev)
    if (!found || (found.deleted && rev === undefined && !query.flag('deleted')))
      throw notFound(found ? 'deleted' : 'missing')
    const meta = metaMembers(database, found, query)
    // What is told about other revisions changes without this one.
    if (meta === '' && notModified(request, reply, tagIn(database, found.rev))) return reply.code(304).send()
    const extra = revisions(database, found, query) + meta
    const asked = attachmentsAsked(query)
    if (asked.withContents && accepts(request, 'multipart/related')) {
      const related = followedBy(found, extra, knownGeneration(database, found, asked.since))
      const mark = boundary()
      if (related.files.length > 0)
        return sendParts(reply, 'multipart/related', mark, relatedParts(database, related, mark))
    }
    return sendJson(request, reply, documentJson(withContents(database, found, asked), extra))
  }
}

function metaMembers(database: Database, { id, rev }: StoredRevision, query: Query): string {
  const all = query.flag('meta')
  let extra = all || query.flag('revs_info') ? revisionsInfo(database, id, rev) : ''
  if (query.flag('local_seq')) extra += `,"_local_seq":${database.sequenceNumberOf(id)}`
  const others = database.leaves(id).filter((leaf) => leaf.rev !== rev)
  const member = (name: string, deleted: boolean): string => {
    const revs = others.filter((leaf) => leaf.deleted === deleted).map((leaf) => leaf.rev)
    return revs.length === 0 ? '' : `,"${name}":${JSON.stringify(revs)}`
  }
  if (all || query.flag('conflicts')) extra += member('_conflicts', false)
  if (all || query.flag('deleted_conflicts')) extra += member('_deleted_conflicts', true)
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

function openRevisions(
  database: Database,
  id: string,
  query: Query,
): (StoredRevision | { missing: string })[] {
  const leaves = database.leaves(id).map((leaf) => leaf.rev)
  const asked = query.text('open_revs') === 'all' ? leaves : query.json('open_revs')
  // What CouchDB says of it, which clients know; it is the client's mistake all the same.
  if (!Array.isArray(asked)) throw new CouchError(400, 'unknown_error', 'function_clause')
  asked.forEach(checkedRevision)
  if (query.text('open_revs') === 'all' && leaves.length === 0) throw notFound()
  const latest = query.flag('latest')
  const revs = new Set<string>(
    asked.flatMap((rev: string) => (latest ? orItself(database.latest(id, rev), rev) : [rev])),
  )
  return [...revs].map((rev) => database.readRevision(id, rev) ?? { missing: rev })
}

const revisions = (database: Database, found: StoredRevision, query: Query): string =>
  query.flag('revs') ? revisionsMember(database, found.id, found.rev) : ''

function rowJson(database: Database, row: StoredRevision | { missing: string }, query: Query): string {
  if ('missing' in row) return JSON.stringify({ missing: row.missing })
  const found = withContents(database, row, attachmentsAsked(query))
  return `{"ok":${documentJson(found, revisions(database, row, query))}}`
}

/** CouchDB sends attachments with `open_revs` whether they are asked for or not. */
const follower = (database: Database, found: StoredRevision, query: Query): Follower =>
  followedBy(
    found,
    revisions(database, found, query),
    knownGeneration(database, found, attachmentsAsked(query).since),
  )

/** `atts_since` asks for the contents, too. */
function attachmentsAsked(query: Query): AttachmentsAsked {
  const since = query.json('atts_since') ?? []
  if (!Array.isArray(since)) throw badRequest('Invalid list of revisions')
  const withContents = query.flag('attachments') || query.text('atts_since') !== undefined
  return { withContents, since: since.map(checkedRevision), encodings: query.flag('att_encoding_info') }
}

const orItself = (revs: string[], rev: string): string[] => (revs.length > 0 ? revs : [rev])
