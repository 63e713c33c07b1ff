import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { badRequest } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { checkedRevision } from './revision-text.ts'

/** `POST /{db}/_revs_diff` and `_missing_revs`: what is not known here. Ids with nothing missing are absent. */
export function revsDiff(app: FastifyInstance, { store }: ServerContext): void {
  const config = { access: 'database' as const }
  const missingOf = (request: FastifyRequest) => {
    const database = databaseOf(store, request)
    const asked = Object.entries(jsonObject(request).value)
    return database.together(() =>
      asked.flatMap(([id, revs]) => {
        if (!Array.isArray(revs)) throw badRequest('Invalid list of revisions')
        const found = database.missing(id, revs.map(checkedRevision))
        return found.missing.length === 0 ? [] : [{ id: JSON.stringify(id), ...found }]
      }),
    )
  }

  app.post('/:db/_revs_diff', { config }, (request, reply) => {
    const rows = missingOf(request).map(({ id, missing, possibleAncestors }) => {
      const ancestors = possibleAncestors.length > 0 ? { possible_ancestors: possibleAncestors } : {}
      return `${id}:${JSON.stringify({ missing, ...ancestors })}`
    })
    return sendJson(request, reply, `{${rows.join(',\n')}}`)
  })

  app.post('/:db/_missing_revs', { config }, (request, reply) => {
    const rows = missingOf(request).map(({ id, missing }) => `${id}:${JSON.stringify(missing)}`)
    return sendJson(request, reply, `{"missing_revs":{${rows.join(',\n')}}}`)
  })
}
