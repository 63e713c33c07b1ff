import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../context.ts'
import { databaseName } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { isClinicDatabase } from '../scope/database-access.ts'
import { badRequest, forbidden } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { checkedRevision } from './revision-text.ts'

const mostDocuments = 100
const mostRevisions = 1000

/** `POST /{db}/_purge`: removes leaves as if they had never been. Records of a clinic are never purged. */
export function purge(app: FastifyInstance, { store }: ServerContext): void {
  app.post('/:db/_purge', { config: { access: 'admin' } }, async (request, reply) => {
    const database = databaseOf(store, request)
    if (isClinicDatabase(databaseName(request))) throw forbidden('Records of a clinic are never purged.')
    const asked = Object.entries(jsonObject(request).value).map(([id, revs]): [string, string[]] => {
      if (!Array.isArray(revs)) throw badRequest('Invalid list of revisions')
      return [id, revs.map(checkedRevision)]
    })
    if (asked.length > mostDocuments) throw badRequest('Exceeded maximum number of documents.')
    if (asked.reduce((sum, [, revs]) => sum + revs.length, 0) > mostRevisions)
      throw badRequest('Exceeded maximum number of revisions.')
    const purged = Object.fromEntries(await database.purge(asked))
    return sendJson(request, reply.code(201), JSON.stringify({ purge_seq: null, purged }))
  })
}
