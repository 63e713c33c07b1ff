import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { isObject } from '../http/json-text.ts'
import { jsonObject } from '../http/request-body.ts'
import type { Database, DocumentSpace } from '../store/store.ts'
import { type AllDocsRequest, allDocsRequest } from './all-docs-request.ts'
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
      const asked = queries.map((query) => allDocsRequest(request, isObject(query) ? query : {}, space))
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

/** One list as JSON text. Those of `_local` documents know no numbers, those by keys no offset. */
function listText(database: Database, asked: AllDocsRequest): Buffer {
  const { keys, skip, limit, space } = asked
  const total = space === 'local' ? null : database.countOf(space)
  const updateSeq = asked.updateSeq ? `"update_seq":"${sequenceOf(database, database.updateNumber)}",` : ''
  const list = (offset: number | null, rows: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`{"total_rows":${total},"offset":${offset},${updateSeq}"rows":[\n`),
      rows,
      Buffer.from('\n]}\n'),
    ])
  if (keys) {
    const inOrder = asked.descending ? keys.toReversed() : keys
    return list(null, database.allDocsByKeys(inOrder.slice(skip, skip + limit), asked))
  }
  const page = database.allDocs(asked)
  return list(space === 'local' ? null : page.offset, page.text)
}
