import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { isRevision } from '../store/revision.ts'
import { badRequest } from './couch-error.ts'
import { databaseOf } from './databases.ts'

/** `POST /{db}/_revs_diff`: which revisions are not known here. Ids with nothing missing are absent. */
export function revsDiff(app: FastifyInstance, { store }: ServerContext): void {
  app.post('/:db/_revs_diff', { config: { access: 'database' } }, (request, reply) => {
    const database = databaseOf(store, request)
    const asked = Object.entries(jsonObject(request).value)
    const rowOf = ([id, revs]: [string, unknown]): string[] => {
      if (!Array.isArray(revs) || !revs.every((rev) => typeof rev === 'string' && isRevision(rev)))
        throw badRequest('revisions must be a list of revision texts')
      const { missing, possibleAncestors } = database.missing(id, revs)
      if (missing.length === 0) return []
      const ancestors = possibleAncestors.length > 0 ? { possible_ancestors: possibleAncestors } : {}
      return [`${JSON.stringify(id)}:${JSON.stringify({ missing, ...ancestors })}`]
    }
    const rows = database.together(() => asked.flatMap(rowOf))
    return sendJson(request, reply, `{${rows.join(',\n')}}`)
  })
}
