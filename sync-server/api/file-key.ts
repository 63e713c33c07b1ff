import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fileKeysSchema } from '#shared/contract/file-key.ts'
import { filesOfClinic } from '../accounts/clinic-store.ts'
import { createFileKeys } from '../accounts/file-keys.ts'
import { actorOf } from '../administration/actor.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, forbidden, notFound } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'
import { databaseRefusal } from '../scope/database-access.ts'
import { alignFiles } from '../scope/file-places.ts'

/**
 * `GET` and `POST /api/file-key` for the people of a clinic who look after patients;
 * `POST /api/clinics/:clinicId/file-key` makes a new one.
 */
export function fileKeyEndpoints(app: FastifyInstance, context: ServerContext): void {
  const { acts, clinics, clock, createDatabase, placesStore, random, store } = context
  const keys = createFileKeys(store.records, random)

  app.get('/api/file-key', { config: { access: 'session' } }, async (request, reply) => {
    const clinicId = clinicOf(request)
    if (await createDatabase(filesOfClinic(clinicId))) await alignFiles(placesStore, clinicId, clock.now())
    return sendJson(request, reply, JSON.stringify(keys.of(clinicId)), 'no-store')
  })

  app.post('/api/file-key', { config: { access: 'session' } }, (request, reply) => {
    const { keys: held } = parsedBody(request, fileKeysSchema)
    const clinicId = clinicOf(request)
    const by = actorOf(request)
    const known = keys.giveBack(clinicId, held, (whom) =>
      acts.write({ act: 'file-key.given-back', by, clinicId, whom }),
    )
    return sendJson(request, reply, JSON.stringify(known), 'no-store')
  })

  app.post('/api/clinics/:clinicId/file-key', { config: { access: 'administrator' } }, (request, reply) => {
    const { clinicId } = request.params as { clinicId: string }
    if (!clinics.get(clinicId)) throw notFound('no such clinic')
    const id = store.records.together(() => {
      const newest = keys.renew(clinicId)?.keys[0]?.id
      if (newest !== undefined)
        acts.write({ act: 'file-key.renewed', by: actorOf(request), clinicId, whom: newest })
      return newest
    })
    if (id === undefined) throw new CouchError(409, 'file-key.too-many', 'this clinic has too many keys')
    return sendJson(request, reply.code(201), JSON.stringify({ id }))
  })
}

function clinicOf(request: FastifyRequest): string {
  const clinicId = request.account?.clinicId ?? ''
  const name = filesOfClinic(clinicId)
  const asked = { principal: request.principal, name, database: undefined, level: 'member' as const }
  if (clinicId === '' || databaseRefusal({ ...asked, documentId: undefined }))
    throw forbidden('You do not see the files of a clinic.')
  return clinicId
}
