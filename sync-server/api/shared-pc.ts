import type { FastifyInstance } from 'fastify'
import {
  type KnownPeople,
  knownPeopleRequestSchema,
  returnPassRequestSchema,
  returnSchema,
} from '#shared/contract/session.ts'
import { createStationKeys } from '../accounts/station-keys.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, forbidden, unauthorized } from '../couch/couch-error.ts'
import { isSecure, setSessionCookie, signInError } from '../http/authenticate.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'

/** Coming back to a shared PC without the password, and what the PC must know of its people. */
export function sharedPc(app: FastifyInstance, context: ServerContext): void {
  const { accounts, clinics, sessions, store, random } = context
  const stations = createStationKeys(store.records, random)

  app.post('/api/return-pass', { config: { access: 'session' } }, async (request, reply) => {
    const user = request.account?.user
    if (user === undefined) throw unauthorized()
    const { stationId, password } = parsedBody(request, returnPassRequestSchema)
    const proof = await sessions.signIn(user, password)
    if (proof.outcome === 'wrong') throw forbidden('The password is wrong.')
    if (proof.outcome !== 'ok') throw signInError(reply, proof)
    return sendJson(request, reply, JSON.stringify({ pass: sessions.issuePass(proof.identity, stationId) }))
  })

  app.post('/api/return', { config: { access: 'open' } }, (request, reply) => {
    const { user, stationId, pass } = parsedBody(request, returnSchema)
    const identity = sessions.ofPass(user, stationId, pass)
    const account = identity?.account
    // One answer for an unknown name, a closed account, a changed password and a pass that is over.
    if (!account) throw unauthorized('Sign in with the password.')
    if (stations.isRevoked(account.clinicId, stationId))
      throw new CouchError(410, 'station.revoked', 'an administrator has revoked this PC')
    setSessionCookie(reply, sessions.issueCookie(identity), isSecure(request))
    return sendJson(request, reply, JSON.stringify(clinics.profileOf(account)))
  })

  app.post('/api/known-people', { config: { access: 'session' } }, (request, reply) => {
    const me = request.account
    if (!me) throw unauthorized()
    const { users } = parsedBody(request, knownPeopleRequestSchema)
    const answer: KnownPeople = {
      me: clinics.profileOf(accounts.get(me.user) ?? me),
      people: users.map((user) => {
        const mark = sessions.markOf(user, me.clinicId)
        return mark === undefined ? { user } : { user, mark }
      }),
    }
    return sendJson(request, reply, JSON.stringify(answer))
  })
}
