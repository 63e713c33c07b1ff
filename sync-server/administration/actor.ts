import type { FastifyRequest } from 'fastify'
import type { Account } from '../accounts/account.ts'
import { unauthorized } from '../couch/couch-error.ts'
import type { NewAct } from './act-log.ts'

/** Who does an administrative act, as the log names them. */
export function actorOf(request: FastifyRequest): NewAct['by'] {
  const { account } = request
  if (!account) throw unauthorized()
  return { user: account.user, name: account.practitioner.name }
}

/** Whom an act is about, as the log names them: a patient by the login alone, the log is read by IT staff. */
export const whomOf = ({ user, role, practitioner }: Pick<Account, 'user' | 'role' | 'practitioner'>) => ({
  whom: user,
  ...(role === 'patient' ? {} : { whomName: practitioner.name }),
})
