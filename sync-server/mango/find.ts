import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { databaseOf } from '../couch/databases.ts'
import { userOf } from '../http/access.ts'
import { sendJson, sendJsonParts } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { explained } from './explain.ts'
import { projected } from './field-path.ts'
import { bookmarkText, type FindRequest, findRequest } from './find-request.ts'
import { indexesOf } from './indexes.ts'
import { type Planning, planOf, planQuery } from './plan.ts'
import { type Found, runFind } from './run-find.ts'

/** `POST /{db}/_find` and `_explain`. */
export function find(app: FastifyInstance, { store, views, patterns }: ServerContext): void {
  const config = { access: 'database' as const }
  const planningOf = (request: FastifyRequest) => {
    const database = databaseOf(store, request)
    const asked = findRequest(jsonObject(request).value)
    const planning = planQuery(indexesOf(database), asked)
    return { database, asked, planning }
  }

  app.post('/:db/_find', { config }, async (request: FastifyRequest, reply: FastifyReply) => {
    const { database, asked, planning } = planningOf(request)
    const found = runFind(views, database, asked, planOf(planning), (step) =>
      patterns.run(userOf(request), step),
    )
    return sendJsonParts(request, reply, pageOf(found, asked, planning))
  })

  app.post('/:db/_explain', { config }, (request, reply) => {
    const { database, asked, planning } = planningOf(request)
    return sendJson(request, reply, JSON.stringify(explained(database.name, asked, planning)))
  })
}

/** The text of a page while it is found. What is said of all of it comes behind the documents. */
async function* pageOf(
  steps: AsyncIterable<Found>,
  asked: FindRequest,
  planning: Planning,
): AsyncGenerator<string> {
  const startMs = performance.now()
  let found: Found | undefined
  let separator = '{"docs":[\r\n'
  for await (found of steps) {
    if (found.texts.length === 0) continue
    const texts = asked.fields ? found.texts.map((text) => projected(text, asked.paths)) : found.texts
    yield separator + texts.join(',\r\n')
    separator = ',\r\n'
  }
  const { returned = 0, last, keysExamined = 0, documentsExamined = 0 } = found ?? {}
  const warnings = [...planning.warnings]
  if (documentsExamined / Math.max(1, returned) > manyDocuments) warnings.push(manyDocumentsWarning)
  const stats = {
    total_keys_examined: keysExamined,
    total_docs_examined: documentsExamined,
    total_quorum_docs_examined: 0,
    results_returned: returned,
    execution_time_ms: Math.round((performance.now() - startMs) * 1000) / 1000,
  }
  const rest: Record<string, unknown> = {
    bookmark: last ? bookmarkText(last) : (asked.given.bookmark ?? 'nil'),
    ...(asked.executionStats ? { execution_stats: stats } : {}),
    ...(warnings.length > 0 ? { warning: warnings.join('\n') } : {}),
  }
  const members = Object.entries(rest).map(([name, value]) => `,\r\n"${name}": ${JSON.stringify(value)}`)
  yield `${returned === 0 ? separator : ''}\r\n]${members.join('')}}\r\n`
}

/** More documents looked at for one that is given than this are worth a warning. */
const manyDocuments = 10
const manyDocumentsWarning =
  'The number of documents examined is high in proportion to the number of results returned. Consider adding a more specific index to improve this.'
