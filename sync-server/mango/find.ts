import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { databaseOf } from '../couch/databases.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import type { Database } from '../store/store.ts'
import { projected } from './field-path.ts'
import { bookmarkText, type FindRequest, findRequest } from './find-request.ts'
import { chooseIndex, indexesOf, indexJson } from './indexes.ts'
import { runFind } from './run-find.ts'
import { selectorJson } from './selector.ts'

/** `POST /{db}/_find` and `_explain`. */
export function find(app: FastifyInstance, { store, clock }: ServerContext): void {
  const config = { access: 'database' as const }
  const planOf = (request: FastifyRequest) => {
    const database = databaseOf(store, request)
    const asked = findRequest(jsonObject(request).value)
    return {
      database,
      asked,
      ...chooseIndex(indexesOf(database), asked.selector, asked.sort, asked.useIndex),
    }
  }

  app.post('/:db/_find', { config }, async (request: FastifyRequest, reply: FastifyReply) => {
    const startMs = clock.now()
    const { database, asked, index, warnings } = planOf(request)
    const found = await runFind(database, asked, index)
    const texts = found.texts.map((text) => shownText(database, asked, text))
    const stats = {
      total_keys_examined: 0,
      total_docs_examined: found.examined,
      total_quorum_docs_examined: 0,
      results_returned: texts.length,
      execution_time_ms: clock.now() - startMs,
    }
    const rest = {
      bookmark: found.last ? bookmarkText(found.last) : (asked.given.bookmark ?? 'nil'),
      ...(asked.executionStats ? { execution_stats: stats } : {}),
      ...(warnings.length > 0 ? { warning: warnings.join('\n') } : {}),
    }
    return sendJson(request, reply, `{"docs":[\n${texts.join(',\n')}\n],\n${JSON.stringify(rest).slice(1)}\n`)
  })

  app.post('/:db/_explain', { config }, (request, reply) => {
    const { database, asked, index } = planOf(request)
    const { limit, skip, fields, sort, given } = asked
    const answer = {
      dbname: database.name,
      index: indexJson(index),
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
        update: true,
        stable: false,
        execution_stats: asked.executionStats,
        allow_fallback: true,
      },
      limit,
      skip,
      fields: fields ?? 'all_fields',
    }
    return sendJson(request, reply, JSON.stringify(answer))
  })
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
