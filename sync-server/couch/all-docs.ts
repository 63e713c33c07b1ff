import { setImmediate } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson, sendJsonStream } from '../http/json-answer.ts'
import { isObject } from '../http/json-text.ts'
import { jsonObject } from '../http/request-body.ts'
import type { Database, DocumentSpace } from '../store/store.ts'
import { type AllDocsRequest, allDocsRequest } from './all-docs-request.ts'
import { rowsAtOnce, stepRows } from './changes-stream.ts'
import { badRequest } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { sequenceOf } from './sequence.ts'

const spaces: [path: string, space: DocumentSpace][] = [
  ['_all_docs', 'all'],
  ['_design_docs', 'design'],
  ['_local_docs', 'local'],
]

/** `GET` and `POST` of `_all_docs`, `_design_docs` and `_local_docs`, and their `queries`. */
export function allDocs(app: FastifyInstance, { store }: ServerContext): void {
  const config = { access: 'database' as const }
  for (const [path, space] of spaces) {
    const answer = (request: FastifyRequest, reply: FastifyReply, body: Record<string, unknown>) => {
      const database = databaseOf(store, request)
      const asked = allDocsRequest(request, body, space)
      if (rowsWanted(asked) > stepOf(asked))
        return sendJsonStream(request, reply, listInSteps(database, asked))
      return sendJson(
        request,
        reply,
        database.together(() => listText(database, asked)),
      )
    }
    app.get(`/:db/${path}`, { config }, (request, reply) => answer(request, reply, {}))
    app.post(`/:db/${path}`, { config }, (request, reply) =>
      answer(request, reply, jsonObject(request).value),
    )
    app.post(`/:db/${path}/queries`, { config }, (request, reply) => {
      const database = databaseOf(store, request)
      const { queries } = jsonObject(request).value
      if (!Array.isArray(queries)) throw badRequest('POST body must include `queries` parameter.')
      const asked = queries.map((query) => allDocsRequest(request, isObject(query) ? query : {}, space, true))
      // A list without rows has numbers, which are counted.
      if (asked.reduce((steps, each) => steps + Math.max(1, rowsWanted(each)) / stepOf(each), 0) > 1)
        return sendJsonStream(request, reply, listsInSteps(database, asked))
      const lists = database.together(() => asked.map((each) => listText(database, each)))
      const parts = lists.flatMap((list, index) => (index === 0 ? [list] : [Buffer.from(','), list]))
      return sendJson(
        request,
        reply,
        Buffer.concat([Buffer.from('{"results":['), ...parts, Buffer.from(']}\n')]),
      )
    })
  }
}

/** One key may be named again and again, each time for the same large document. */
const documentsByKeyAtOnce = 20
const stepOf = (asked: AllDocsRequest): number =>
  Math.min(rowsAtOnce({ query: asked }), asked.keys && asked.includeDocs ? documentsByKeyAtOnce : stepRows)
/** No more rows than these come. */
const rowsWanted = ({ keys, limit }: AllDocsRequest): number => Math.min(limit, keys?.length ?? limit)

const listEnd = Buffer.from('\n]}\n')

function listStart(database: Database, { space, updateSeq }: AllDocsRequest, offset: number | null): Buffer {
  const total = space === 'local' ? null : database.countOf(space)
  const sequence = updateSeq ? `"update_seq":"${sequenceOf(database, database.updateNumber)}",` : ''
  return Buffer.from(`{"total_rows":${total},"offset":${offset},${sequence}"rows":[\n`)
}

/**
 * A list of any length in steps, each read when the one before has left: a client that reads slowly holds one step, and
 * other requests are served between two. A document that changes meanwhile comes as it was or as it is, once.
 */
async function* listInSteps(database: Database, asked: AllDocsRequest): AsyncGenerator<Buffer> {
  if (asked.keys) return yield* keysInSteps(database, asked, asked.keys)
  const step = stepOf(asked)
  let page = database.allDocs({ ...asked, limit: Math.min(asked.limit, step) })
  let left = asked.limit
  yield listStart(database, asked, asked.space === 'local' ? null : page.offset)
  for (let separator = ''; page.count > 0; separator = ',\n') {
    yield Buffer.concat([Buffer.from(separator), page.text])
    left -= page.count
    if (page.count < step || left <= 0) break
    await setImmediate()
    page = database.allDocs({ ...asked, limit: Math.min(left, step), skip: 0, after: page.lastId })
  }
  yield listEnd
}

/** Many lists, one after the other: each may be as long as a list can be, and there may be any number of them. */
async function* listsInSteps(database: Database, asked: AllDocsRequest[]): AsyncGenerator<Buffer> {
  yield Buffer.from('{"results":[')
  for (const [index, each] of asked.entries()) {
    if (index > 0) yield Buffer.from(',')
    yield* listInSteps(database, each)
    await setImmediate()
  }
  yield Buffer.from(']}\n')
}

/** The same of named documents. */
async function* keysInSteps(
  database: Database,
  asked: AllDocsRequest,
  keys: unknown[],
): AsyncGenerator<Buffer> {
  const step = stepOf(asked)
  const wanted = keysInOrder(keys, asked)
  yield listStart(database, asked, null)
  for (let from = 0; from < wanted.length; from += step) {
    if (from > 0) await setImmediate()
    const rows = database.allDocsByKeys(wanted.slice(from, from + step), asked)
    yield Buffer.concat([Buffer.from(from === 0 ? '' : ',\n'), rows])
  }
  yield listEnd
}

const keysInOrder = (keys: unknown[], { descending, skip, limit }: AllDocsRequest): unknown[] =>
  (descending ? keys.toReversed() : keys).slice(skip, skip + limit)

/** One list as JSON text. Those of `_local` documents know no numbers, those by keys no offset. */
function listText(database: Database, asked: AllDocsRequest): Buffer {
  const { keys, space } = asked
  const list = (offset: number | null, rows: Buffer): Buffer =>
    Buffer.concat([listStart(database, asked, offset), rows, listEnd])
  if (keys) return list(null, database.allDocsByKeys(keysInOrder(keys, asked), asked))
  const page = database.allDocs(asked)
  return list(space === 'local' ? null : page.offset, page.text)
}
