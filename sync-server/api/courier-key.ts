import type { FastifyInstance } from 'fastify'
import { sendsCouriers } from '#shared/domain/access/index.ts'
import { createCourierKeys } from '../accounts/courier-keys.ts'
import { actorOf } from '../administration/actor.ts'
import type { ServerContext } from '../context.ts'
import { forbidden, notFound } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'

/** `GET /api/courier-key` for the people of a clinic; `POST /api/clinics/:clinicId/courier-key` makes a new one. */
export function courierKeyEndpoints(
  app: FastifyInstance,
  { acts, store, clinics, random }: ServerContext,
): void {
  const keys = createCourierKeys(store.records, random)

  app.get('/api/courier-key', { config: { access: 'session' } }, (request, reply) => {
    const clinicId = request.account?.clinicId ?? ''
    if (clinicId === '' || !sendsCouriers(request.account?.role ?? ''))
      throw forbidden('You do not work in a clinic.')
    return sendJson(request, reply, JSON.stringify(keys.of(clinicId)))
  })

  app.post(
    '/api/clinics/:clinicId/courier-key',
    { config: { access: 'administrator' } },
    (request, reply) => {
      const { clinicId } = request.params as { clinicId: string }
      if (!clinics.get(clinicId)) throw notFound('no such clinic')
      const [newest] = store.records.together(() => {
        const { keys: renewed } = keys.renew(clinicId)
        const whom = renewed[0]?.id ?? ''
        acts.write({ act: 'courier-key.renewed', by: actorOf(request), clinicId, whom })
        return renewed
      })
      return sendJson(request, reply.code(201), JSON.stringify({ id: newest?.id }))
    },
  )
}
