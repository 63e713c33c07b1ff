import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { isObject } from '../http/json-text.ts'
import { jsonObject } from '../http/request-body.ts'
import type { Database } from '../store/store.ts'
import { badRequest } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { type AttachmentsAsked, documentJson, revisionsMember, withContents } from './document-json.ts'
import { queryOf } from './query.ts'

/** `POST /{db}/_bulk_get`: one result a pair; what is missing is an error inside 200. */
export function bulkGet(app: FastifyInstance, { store }: ServerContext): void {
  app.post('/:db/_bulk_get', { config: { access: 'database' } }, (request, reply) => {
    const database = databaseOf(store, request)
    const query = queryOf(request)
    const withRevisions = query.flag('revs')
    const latest = query.flag('latest')
    const attachments = query.flag('attachments')
    const { docs } = jsonObject(request).value
    if (!Array.isArray(docs)) throw badRequest('Missing JSON list of `docs`.')
    const resultOf = (asked: unknown): string => {
      if (!isObject(asked) || typeof asked.id !== 'string') throw badRequest('document id missing')
      const { id, rev } = asked
      const found =
        typeof rev === 'string'
          ? revisionsOf(database, id, rev, latest)
          : database.leaves(id).map((leaf) => leaf.rev)
      const rows = found.map((each) =>
        row(database, id, each, withRevisions, attachmentsOf(asked, attachments)),
      )
      if (rows.length === 0) rows.push(missingRow(id, typeof rev === 'string' ? rev : 'undefined'))
      return `{"id":${JSON.stringify(id)},"docs":[${rows.join(',')}]}`
    }
    const results = database.together(() => docs.map(resultOf))
    return sendJson(request, reply, `{"results":[${results.join(',\n')}]}`)
  })
}

const revisionsOf = (database: Database, id: string, rev: string, latest: boolean): string[] =>
  latest ? database.latest(id, rev) : [rev]

const attachmentsOf = (asked: Record<string, unknown>, withContents: boolean): AttachmentsAsked => ({
  withContents,
  since: Array.isArray(asked.atts_since) ? asked.atts_since.map(String) : [],
})

function row(
  database: Database,
  id: string,
  rev: string,
  withRevisions: boolean,
  attachments: AttachmentsAsked,
): string {
  const found = database.readRevision(id, rev)
  if (!found) return missingRow(id, rev)
  return `{"ok":${documentJson(withContents(database, found, attachments), withRevisions ? revisionsMember(database, id, rev) : '')}}`
}

const missingRow = (id: string, rev: string): string =>
  JSON.stringify({ error: { id, rev, error: 'not_found', reason: 'missing' } })
