import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isServerAdmin } from '../accounts/principal.ts'
import type { ServerContext } from '../context.ts'
import { principal, userOf } from '../http/access.ts'
import { sendJson, sendJsonStream } from '../http/json-answer.ts'
import { notModified, tagIn } from '../http/not-modified.ts'
import type { ChangesRows, Database } from '../store/store.ts'
import { type FunctionFilter, filteredChanges } from '../views/function-filter.ts'
import { pageEnd, pageStart } from './changes-page.ts'
import { type ChangesRequest, changesRequest } from './changes-request.ts'
import { changesInSteps, firstMatchAfter, rowsAtOnce, stepEnd } from './changes-stream.ts'
import { waitForChanges } from './changes-wait.ts'
import { CouchError } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { programOf, withoutOwnBodies } from './own-rows.ts'
import { sequenceOf } from './sequence.ts'

/** `GET` and `POST /{db}/_changes`. */
export function changes(app: FastifyInstance, context: ServerContext): void {
  const { store, feeds, limits, views, patterns, clock } = context
  const withoutBodies = (request: FastifyRequest, database: Database, rows: ChangesRows) =>
    withoutOwnBodies(database, programOf(request), rows, {
      nowMs: clock.now(),
      longestRestMs: limits.ownRowsRestMs,
    })
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const database = databaseOf(store, request)
    const asked = changesRequest(request, database, (test) => patterns.run(userOf(request), test))
    const { limit, filter, descending } = asked.query
    const { functionFilter } = asked
    if (functionFilter) return answerFiltered(request, reply, database, asked, functionFilter)
    if (
      asked.feed === 'normal' &&
      notModified(request, reply, tagIn(database, sequenceOf(database, database.updateNumber)))
    )
      return reply.code(304).send()
    if (asked.feed === 'normal' && (filter || limit > rowsAtOnce(asked)))
      return sendJsonStream(request, reply, changesInSteps(database, asked))
    if (asked.feed === 'normal' || asked.feed === 'longpoll') {
      const isLongpoll = asked.feed === 'longpoll' && !descending
      if (isLongpoll && filter) {
        const end = database.updateNumber
        asked.query.since = await firstMatchAfter(database, asked)
        if (stepEnd(asked, asked.query.since, end) < end)
          return sendJsonStream(request, reply, changesInSteps(database, asked))
      }
      const first = Math.min(limit, rowsAtOnce(asked))
      const read = database.changes({ ...asked.query, limit: first, upTo: database.updateNumber })
      if (first < limit && read.count === first)
        return sendJsonStream(request, reply, changesInSteps(database, asked))
      const { rows, restMs } =
        asked.feed === 'longpoll' ? withoutBodies(request, database, read) : { rows: read, restMs: 0 }
      const isNews = rows.count > 0 && restMs === 0
      if (asked.feed === 'normal' || isNews || asked.timeoutMs === 0 || feeds.isClosed())
        return sendJson(request, reply, pageText(database, asked, rows))
    }
    return wait(request, reply, database, asked)
  }

  const wait = (
    request: FastifyRequest,
    reply: FastifyReply,
    database: Database,
    asked: ChangesRequest,
    readFiltered?: (since: number, limit: number) => Promise<ChangesRows>,
  ) => {
    const user = userOf(request)
    if (!isServerAdmin(principal(request)) && feeds.ofUser(user) >= limits.feedsPerUser)
      throw new CouchError(429, 'too_many_requests', 'too many waiting feeds')
    const { stalledMs } = limits
    const outgoing =
      asked.feed === 'longpoll' && programOf(request) !== undefined
        ? (rows: ChangesRows) => withoutBodies(request, database, rows)
        : undefined
    waitForChanges(request, reply, { database, feeds, asked, user, stalledMs, readFiltered, outgoing })
    return reply
  }

  /** The same feeds, with a filter that is a function of a design document. */
  const answerFiltered = async (
    request: FastifyRequest,
    reply: FastifyReply,
    database: Database,
    asked: ChangesRequest,
    filter: FunctionFilter,
  ) => {
    const read = (since: number, limit: number): Promise<ChangesRows> => {
      const query = { ...asked.query, since, limit, upTo: database.updateNumber }
      return filteredChanges(views, database, filter, query)
    }
    if (asked.feed === 'normal' || asked.feed === 'longpoll') {
      const rows = await read(asked.query.since, asked.query.limit)
      if (asked.feed === 'normal' || rows.count > 0 || asked.timeoutMs === 0 || feeds.isClosed())
        return sendJson(request, reply, pageText(database, asked, rows))
    }
    return wait(request, reply, database, asked, read)
  }
  const config = { access: 'database' as const }
  app.get('/:db/_changes', { config }, answer)
  app.post('/:db/_changes', { config }, answer)
}

const pageText = (database: Database, asked: ChangesRequest, rows: ChangesRows): Buffer =>
  Buffer.concat([pageStart, rows.text, pageEnd(database, asked, rows)])
