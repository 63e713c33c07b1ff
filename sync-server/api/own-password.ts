import type { FastifyInstance } from 'fastify'
import { passwordProblem } from '#shared/contract/password-policy.ts'
import { passwordChangeSchema } from '#shared/contract/session.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, unauthorized } from '../couch/couch-error.ts'
import { isSecure, setSessionCookie, signInError } from '../http/authenticate.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

/** `POST /api/password`: a person chooses their own; what a session with a first password may do, and nothing else. */
export function ownPassword(app: FastifyInstance, { accounts, clinics, sessions }: ServerContext): void {
  const config = { access: 'session', withFirstPassword: true } as const
  app.post('/api/password', { config }, async (request, reply) => {
    const account = request.account
    if (!account) throw unauthorized()
    const { oldPassword, newPassword } = parsedBody(request, passwordChangeSchema)
    const proof = await sessions.signIn(account.user, oldPassword)
    if (proof.outcome === 'wrong')
      throw new CouchError(403, 'password.wrong', 'the password until now is another one')
    if (proof.outcome !== 'ok') throw signInError(reply, proof)
    const problem = passwordProblem(newPassword, account.user, oldPassword)
    if (problem) throw new CouchError(422, `password.${problem}`, 'this password is too easy to guess')
    const stored = await accounts.setPassword(account.user, newPassword, (now) => {
      // Another password was given meanwhile, by an administrator perhaps: the old one is proof no longer.
      if (now?.generation !== proof.identity.generation) throw unauthorized()
      const { oneTime: _, ...person } = now
      return person
    })
    // Read anew: the old generation ended every session, this one included.
    const fresh = await sessions.signIn(stored.user, newPassword)
    if (fresh.outcome !== 'ok') throw signInError(reply, fresh)
    setSessionCookie(reply, sessions.issueCookie(fresh.identity), isSecure(request))
    return sendJson(request, reply, JSON.stringify(clinics.profileOf(stored)))
  })
}
