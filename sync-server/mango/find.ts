import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { databaseOf } from '../couch/databases.ts'
import { userOf } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { explained } from './explain.ts'
import { projected } from './field-path.ts'
import { bookmarkText, findRequest } from './find-request.ts'
import { indexesOf } from './indexes.ts'
import { planOf, planQuery } from './plan.ts'
import { runFind } from './run-find.ts'

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
    const startMs = performance.now()
    const { database, asked, planning } = planningOf(request)
    const found = await runFind(views, database, asked, planOf(planning), (step) =>
      patterns.run(userOf(request), step),
    )
    const texts = asked.fields ? found.texts.map((text) => projected(text, asked.paths)) : found.texts
    const stats = {
      total_keys_examined: found.keysExamined,
      total_docs_examined: found.documentsExamined,
      total_quorum_docs_examined: 0,
      results_returned: texts.length,
      execution_time_ms: Math.round((performance.now() - startMs) * 1000) / 1000,
    }
    const warnings = [...planning.warnings]
    if (found.documentsExamined / Math.max(1, texts.length) > manyDocuments)
      warnings.push(manyDocumentsWarning)
    const rest: Record<string, unknown> = {
      bookmark: found.last ? bookmarkText(found.last) : (asked.given.bookmark ?? 'nil'),
      ...(asked.executionStats ? { execution_stats: stats } : {}),
      ...(warnings.length > 0 ? { warning: warnings.join('\n') } : {}),
    }
    const members = Object.entries(rest).map(([name, value]) => `,\r\n"${name}": ${JSON.stringify(value)}`)
    return sendJson(request, reply, `{"docs":[\r\n${texts.join(',\r\n')}\r\n]${members.join('')}}\r\n`)
  })

  app.post('/:db/_explain', { config }, (request, reply) => {
    const { database, asked, planning } = planningOf(request)
    return sendJson(request, reply, JSON.stringify(explained(database.name, asked, planning)))
  })
}

/** More documents looked at for one that is given than this are worth a warning. */
const manyDocuments = 10
const manyDocumentsWarning =
  'The number of documents examined is high in proportion to the number of results returned. Consider adding a more specific index to improve this.'
