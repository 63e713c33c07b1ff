import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { databaseOf } from '../couch/databases.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import type { Database } from '../store/store.ts'
import { projected } from './field-path.ts'
import { keysOfRanges } from './field-ranges.ts'
import { bookmarkText, type FindRequest, findRequest } from './find-request.ts'
import { choosePlan, indexesOf, indexJson, type Plan } from './indexes.ts'
import { runFind } from './run-find.ts'
import { selectorJson } from './selector.ts'

/** `POST /{db}/_find` and `_explain`. */
export function find(app: FastifyInstance, { store, clock, views }: ServerContext): void {
  const config = { access: 'database' as const }
  const planOf = (request: FastifyRequest) => {
    const database = databaseOf(store, request)
    const asked = findRequest(jsonObject(request).value)
    const plan = choosePlan(indexesOf(database), asked.selector, asked.sort, asked.useIndex)
    return { database, asked, plan }
  }

  app.post('/:db/_find', { config }, async (request: FastifyRequest, reply: FastifyReply) => {
    const startMs = clock.now()
    const { database, asked, plan } = planOf(request)
    const found = await runFind(views, database, asked, plan)
    const texts = found.texts.map((text) => shownText(database, asked, text))
    const stats = {
      total_keys_examined: found.keysExamined,
      total_docs_examined: found.documentsExamined,
      total_quorum_docs_examined: 0,
      results_returned: texts.length,
      execution_time_ms: clock.now() - startMs,
    }
    const warnings = [...plan.warnings]
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
    const { database, asked, plan } = planOf(request)
    const { limit, skip, fields, sort, given } = asked
    const answer = {
      dbname: database.name,
      index: indexJson(plan.index),
      partitioned: false,
      selector: selectorJson(asked.selector),
      opts: {
        use_index: asked.useIndex,
        bookmark: given.bookmark ?? 'nil',
        limit,
        skip,
        sort: Object.fromEntries(sort.map(({ field, direction }) => [field, direction])),
        fields: fields ?? [],
        partition: '',
        r: 1,
        conflicts: asked.conflicts,
        stale: false,
        update: asked.when === 'before',
        stable: false,
        execution_stats: asked.executionStats,
        allow_fallback: true,
      },
      limit,
      skip,
      fields: fields ?? 'all_fields',
      mrargs: rangeJson(plan, sort[0]?.direction === 'desc'),
    }
    return sendJson(request, reply, JSON.stringify(answer))
  })
}

/** More documents looked at for one that is given than this are worth a warning. */
const manyDocuments = 10
const manyDocumentsWarning =
  'The number of documents examined is high in proportion to the number of results returned. Consider adding a more specific index to improve this.'

/** The part of the index that is read. */
function rangeJson({ ranges }: Plan, descending: boolean) {
  const { start, end } = ranges === 'empty' ? { start: null, end: null } : keysOfRanges(ranges)
  const shownEnd = end && [...end.slice(0, -1), '<MAX>']
  return {
    include_docs: true,
    view_type: 'map',
    reduce: false,
    partition: null,
    start_key: descending ? shownEnd : start,
    end_key: descending ? start : shownEnd,
    direction: descending ? 'rev' : 'fwd',
    stable: false,
    update: true,
    conflicts: 'undefined',
  }
}

function shownText(database: Database, asked: FindRequest, text: string): string {
  if (asked.fields) return projected(text, asked.paths)
  if (!asked.conflicts) return text
  const { _id, _rev } = JSON.parse(text) as { _id: string; _rev: string }
  const conflicts = database
    .leaves(_id)
    .filter((leaf) => !leaf.deleted && leaf.rev !== _rev)
    .map((leaf) => leaf.rev)
  return conflicts.length === 0 ? text : `${text.slice(0, -1)},"_conflicts":${JSON.stringify(conflicts)}}`
}
