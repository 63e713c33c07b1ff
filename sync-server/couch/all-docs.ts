import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { badRequest } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { queryOf } from './query.ts'

const everything = Number.MAX_SAFE_INTEGER

/** `GET` and `POST /{db}/_all_docs`. With `deleted: 'ok'` a tombstone comes with its body (trap T6). */
export function allDocs(app: FastifyInstance, { store }: ServerContext): void {
  const answer = (request: FastifyRequest, reply: FastifyReply, body: Record<string, unknown>) => {
    const database = databaseOf(store, request)
    const query = queryOf(request)
    const option = (name: string): unknown => body[name] ?? query.json(name)
    const flag = (name: string, otherwise: boolean): boolean => {
      const value = body[name] ?? (query.text(name) === undefined ? otherwise : query.flag(name))
      if (typeof value !== 'boolean') throw badRequest(`\`${name}\` must be a boolean`)
      return value
    }
    const includeDocs = flag('include_docs', false)
    const attachments = flag('attachments', false)
    const key = option('key')
    const keys = key === undefined ? option('keys') : [key]
    if (keys !== undefined) {
      if (!Array.isArray(keys)) throw badRequest('`keys` body member must be an array.')
      const deleted = body.deleted ?? query.text('deleted')?.replaceAll('"', '')
      const rows = database.allDocsByKeys(keys, {
        includeDocs,
        attachments,
        withTombstones: deleted === 'ok',
      })
      return sendRows(request, reply, database.info().documents, null, rows)
    }
    const text = (name: string): string | undefined => {
      const value = option(name)
      return typeof value === 'string' ? value : undefined
    }
    const count = (name: string): number | undefined => {
      const value = body[name] ?? query.count(name)
      if (value === undefined) return undefined
      if (!Number.isSafeInteger(value) || Number(value) < 0) throw badRequest(`\`${name}\` must be a number`)
      return Number(value)
    }
    const page = database.allDocs({
      startKey: text('startkey') ?? text('start_key'),
      endKey: text('endkey') ?? text('end_key'),
      inclusiveEnd: flag('inclusive_end', true),
      descending: flag('descending', false),
      limit: count('limit') ?? everything,
      skip: count('skip') ?? 0,
      includeDocs,
      attachments,
    })
    return sendRows(request, reply, database.info().documents, page.offset, page.text)
  }
  const config = { access: 'database' as const }
  app.get('/:db/_all_docs', { config }, (request, reply) => answer(request, reply, {}))
  app.post('/:db/_all_docs', { config }, (request, reply) =>
    answer(request, reply, jsonObject(request).value),
  )
}

const sendRows = (
  request: FastifyRequest,
  reply: FastifyReply,
  total: number,
  offset: number | null,
  rows: Buffer,
) =>
  sendJson(
    request,
    reply,
    Buffer.concat([
      Buffer.from(`{"total_rows":${total},"offset":${offset},"rows":[\n`),
      rows,
      Buffer.from('\n]}\n'),
    ]),
  )
