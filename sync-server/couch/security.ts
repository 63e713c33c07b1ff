import type { FastifyInstance } from 'fastify'
import { usersDatabase } from '../accounts/couch-users.ts'
import type { ServerContext } from '../context.ts'
import { databaseName } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonText } from '../http/request-body.ts'
import { belongsToClinic } from '../scope/database-access.ts'
import { defaultSecurity, securityProblem } from '../scope/database-security.ts'
import { badRequest, forbidden } from './couch-error.ts'
import { databaseOf } from './databases.ts'

/** `GET` and `PUT /{db}/_security`: who may open a database. A clinic's rights come from its accounts. */
export function security(app: FastifyInstance, { store }: ServerContext): void {
  app.get('/:db/_security', { config: { access: 'database' } }, (request, reply) =>
    sendJson(request, reply, databaseOf(store, request).security ?? defaultSecurity),
  )

  app.put('/:db/_security', { config: { access: 'database-admin' } }, async (request, reply) => {
    const name = databaseName(request)
    if (belongsToClinic(name)) throw forbidden('The rights in a clinic come from its accounts.')
    if (name === usersDatabase) throw forbidden("You can't edit the security object of the user database.")
    const { text, value } = jsonText(request)
    const problem = securityProblem(value)
    if (problem !== undefined) throw badRequest(problem)
    await databaseOf(store, request).putSecurity(text)
    return sendJson(request, reply, '{"ok":true}')
  })
}
