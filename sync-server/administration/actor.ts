import type { FastifyRequest } from 'fastify'
import { unauthorized } from '../couch/couch-error.ts'
import type { NewAct } from './act-log.ts'

/** Who does an administrative act, as the log names them. */
export function actorOf(request: FastifyRequest): NewAct['by'] {
  const { account } = request
  if (!account) throw unauthorized()
  return { user: account.user, name: account.practitioner.name }
}
