import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { principal } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import type { ChangesRows, Database } from '../store/store.ts'
import { type ChangesRequest, changesRequest } from './changes-request.ts'
import { waitForChanges } from './changes-wait.ts'
import { CouchError } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { sequenceOf } from './sequence.ts'

/** `GET` and `POST /{db}/_changes`. */
export function changes(app: FastifyInstance, context: ServerContext): void {
  const { store, feeds, limits } = context
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const database = databaseOf(store, request)
    const asked = changesRequest(request, database)
    if (asked.feed !== 'continuous') {
      const rows = database.changes({ ...asked.query, upTo: database.updateNumber })
      if (asked.feed === 'normal' || rows.count > 0 || asked.timeoutMs === 0 || feeds.isClosed())
        return sendJson(request, reply, pageText(database, asked, rows))
    }
    const who = principal(request)
    if (who.role !== 'admin' && feeds.ofUser(who.user) >= limits.feedsPerUser)
      throw new CouchError(429, 'too_many_requests', 'too many waiting feeds')
    return waitForChanges(reply, { database, feeds, asked, user: who.user })
  }
  const config = { access: 'database' as const }
  app.get('/:db/_changes', { config }, answer)
  app.post('/:db/_changes', { config }, answer)
}

export const pageStart = Buffer.from('{"results":[\n')

/** The end of a page: where to go on, and how much is left. */
export function pageEnd(database: Database, asked: ChangesRequest, rows: ChangesRows): Buffer {
  const pending = rows.complete ? 0 : database.pendingAfter(rows.lastSeq)
  const last = sequenceOf(database, rows.lastSeq)
  return Buffer.from(`\n],\n"last_seq":"${last}","pending":${asked.query.descending ? 0 : pending}}\n`)
}

const pageText = (database: Database, asked: ChangesRequest, rows: ChangesRows): Buffer =>
  Buffer.concat([pageStart, rows.text, pageEnd(database, asked, rows)])
