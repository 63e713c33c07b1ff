import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { badRequest, CouchError, notFound } from '../couch/couch-error.ts'
import { databaseOf } from '../couch/databases.ts'
import { principal } from '../http/access.ts'
import { sendJson, sendJsonStream } from '../http/json-answer.ts'
import { isObject } from '../http/json-text.ts'
import { jsonObject } from '../http/request-body.ts'
import { isDatabaseAdmin } from '../scope/database-security.ts'
import type { Database } from '../store/store.ts'
import { designOf, designsOf } from './designs.ts'
import { type ViewGroup, viewGroupOf } from './view-group.ts'
import { addOptions, type ViewOptions } from './view-options.ts'
import { checkedQuery } from './view-query.ts'
import { viewAnswer } from './view-rows.ts'

/** `_view/{name}`, `_view/{name}/queries`, `_info`, `_view_cleanup`, `_compact/{design}`. */
export function viewEndpoints(app: FastifyInstance, context: ServerContext): void {
  const { store, views } = context
  const config = { access: 'database' as const }

  const viewOf = (request: FastifyRequest) => {
    const database = databaseOf(store, request)
    const { design, view: name } = request.params as { design: string; view: string }
    const group = viewGroupOf(designOf(database, design))
    const view = group?.views.findIndex((each) => each.name === name) ?? -1
    if (!group || view < 0) throw notFound('missing_named_view')
    return { database, group, view }
  }

  const answer = async (request: FastifyRequest, reply: FastifyReply, body: Record<string, unknown>) => {
    const { database, group, view } = viewOf(request)
    if (body.queries !== undefined)
      throw badRequest('The `queries` parameter is no longer supported at this endpoint')
    if (body.keys !== undefined && !Array.isArray(body.keys))
      throw badRequest('`keys` member must be an array.')
    // What stands in both counts as the address says it.
    const options = addAddress(addOptions({}, body, true), request)
    const query = checkedQuery(options, group.views[view]!)
    const parts = await viewAnswer(views, database, group, view, query)
    return sendJsonStream(request, reply, withLineEnd(parts))
  }

  const answerMany = async (request: FastifyRequest, reply: FastifyReply, given: unknown[]) => {
    const { database, group, view } = viewOf(request)
    const queries = given.map((each) => {
      if (!isObject(each)) throw badRequest('`queries` must be an array of objects.')
      return checkedQuery(addOptions(addAddress({}, request), each, true), group.views[view]!)
    })
    return sendJsonStream(
      request,
      reply,
      await manyAnswers(queries.map((query) => () => viewAnswer(views, database, group, view, query))),
    )
  }

  app.get('/:db/_design/:design/_view/:view', { config }, (request, reply) => answer(request, reply, {}))
  app.post('/:db/_design/:design/_view/:view', { config }, (request, reply) =>
    answer(request, reply, jsonObject(request).value),
  )
  app.post('/:db/_design/:design/_view/:view/queries', { config }, (request, reply) => {
    const { queries } = jsonObject(request).value
    if (!Array.isArray(queries)) throw badRequest('POST body must include `queries` parameter.')
    return answerMany(request, reply, queries)
  })

  app.get('/:db/_design/:design/_info', { config }, async (request, reply) => {
    const database = databaseOf(store, request)
    const { design } = request.params as { design: string }
    const group = viewGroupOf(designOf(database, design))
    const info = { name: design, view_index: group ? await indexInfo(context, database, group) : emptyInfo }
    return sendJson(request, reply, `${JSON.stringify(info)}\n`)
  })

  app.post('/:db/_view_cleanup', { config }, async (request, reply) => {
    const database = administered(request, databaseOf(store, request))
    const kept = designsOf(database).flatMap((design) => viewGroupOf(design)?.signature ?? [])
    await views.cleanUp(database, new Set(kept))
    return sendJson(request, reply.code(202), '{"ok":true}\n')
  })

  app.post('/:db/_compact/:design', { config }, async (request, reply) => {
    const database = administered(request, databaseOf(store, request))
    const group = viewGroupOf(designOf(database, (request.params as { design: string }).design))
    if (group) await views.call(database, 'compact', { path: await views.ready(database, group, 'never') })
    return sendJson(request, reply.code(202), '{"ok":true}\n')
  })
}

const administered = (request: FastifyRequest, database: Database): Database => {
  if (!isDatabaseAdmin(principal(request), database))
    throw new CouchError(403, 'forbidden', 'You are not a db or server admin.')
  return database
}

const addAddress = (options: ViewOptions, request: FastifyRequest): ViewOptions =>
  addOptions(options, request.query as Record<string, unknown>, false)

async function* withLineEnd(parts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const part of parts) yield Buffer.from(part)
  yield Buffer.from('\n')
}

/** The answers of many queries, one after the other. The first is made before anything is sent. */
async function manyAnswers(
  answers: (() => Promise<AsyncIterable<string>>)[],
): Promise<AsyncGenerator<Buffer>> {
  const [first, ...others] = answers
  const begun = await first?.()
  return (async function* () {
    yield Buffer.from('{"results":[\r\n')
    if (begun) for await (const part of begun) yield Buffer.from(part)
    for (const next of others) {
      yield Buffer.from(',\r\n')
      for await (const part of await next()) yield Buffer.from(part)
    }
    yield Buffer.from('\r\n]}\n')
  })()
}

const emptyInfo = {
  signature: '',
  language: 'javascript',
  updater_running: false,
  compact_running: false,
  waiting_commit: false,
  waiting_clients: 0,
  update_seq: 0,
  purge_seq: 0,
  updates_pending: { minimum: 0, preferred: 0, total: 0 },
  sizes: { file: 0, external: 0, active: 0 },
}

async function indexInfo({ views }: ServerContext, database: Database, group: ViewGroup) {
  const path = await views.ready(database, group, 'never')
  const { sequence, fileBytes } = await views.call(database, 'info', { path })
  const pending = database.pendingAfter(sequence)
  return {
    ...emptyInfo,
    signature: group.signature,
    collator_versions: [process.versions.icu],
    language: group.language,
    updater_running: views.isUpdating(database, group),
    update_seq: sequence,
    updates_pending: { minimum: pending, preferred: pending, total: pending },
    sizes: { file: fileBytes, external: fileBytes, active: fileBytes },
  }
}
