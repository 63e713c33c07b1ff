import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  possessionText,
  type SigningKey,
  signaturePolicySchema,
  signingKeyDecisionSchema,
  signingKeyFingerprint,
  signingKeyOfferSchema,
} from '#shared/contract/signing-keys.ts'
import { maySignVisits } from '#shared/domain/access/index.ts'
import type { KeyOutcome } from '../accounts/signing-keys.ts'
import { actorOf } from '../administration/actor.ts'
import { administersClinic } from '../administration/administered.ts'
import type { ServerContext } from '../context.ts'
import { CouchError, forbidden, notFound, unauthorized } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'
import { fitsKey } from '../scope/signature-problem.ts'

const path = '/api/clinics/:clinicId/signing-keys'
const clinicOf = (request: FastifyRequest): string => (request.params as { clinicId: string }).clinicId

/** The keys that clinicians sign with: offered by them, confirmed by an administrator, read by everybody of the clinic. */
export function signingKeyEndpoints(app: FastifyInstance, context: ServerContext): void {
  const { acts, clinics, signingKeys, store } = context

  app.get(path, { config: { access: 'session' } }, (request, reply) => {
    const clinicId = clinicOf(request)
    if (!belongsTo(request, clinicId)) throw forbidden('You do not work in this clinic.')
    return sendJson(request, reply, JSON.stringify(signingKeys.list(clinicId)))
  })

  app.post(path, { config: { access: 'session' } }, (request, reply) => {
    const clinicId = clinicOf(request)
    const { account } = request
    if (!account) throw unauthorized()
    if (account.clinicId !== clinicId) throw forbidden('You do not work in this clinic.')
    if (!maySignVisits(account.role)) throw forbidden('People of your role sign nothing.')
    const { alg, publicKey, stationId, proof } = parsedBody(request, signingKeyOfferSchema)
    const { id, name } = account.practitioner
    if (!fitsKey(publicKey, possessionText(clinicId, id, publicKey), proof))
      throw new CouchError(422, 'signing-key.no-proof', 'the key did not sign its offer')
    const practitionerId = id as SigningKey['practitionerId']
    const answer = signingKeys.offer(clinicId, { alg, publicKey, practitionerId, name, stationId })
    const key = keyOf(answer)
    return sendJson(request, reply.code(answer.outcome === 'offered' ? 201 : 200), JSON.stringify(key))
  })

  app.put(`${path}/:keyId`, { config: { access: 'administrator' } }, (request, reply) => {
    const { keyId } = request.params as { keyId: string }
    const clinicId = clinicOf(request)
    const { account } = request
    if (!account) throw unauthorized()
    const decision = parsedBody(request, signingKeyDecisionSchema)
    const key = store.records.together(() => {
      const before = signingKeys.get(clinicId, keyId)
      const decided = keyOf(signingKeys.decide(clinicId, keyId, decision, account.practitioner.id))
      if (decided !== before)
        acts.write({
          act: `signing-key.${decision.state}`,
          by: actorOf(request),
          clinicId,
          whom: signingKeyFingerprint(keyId),
          whomName: decided.name,
        })
      return decided
    })
    return sendJson(request, reply, JSON.stringify(key))
  })

  app.put(
    '/api/clinics/:clinicId/signature-policy',
    { config: { access: 'administrator' } },
    (request, reply) => {
      const clinicId = clinicOf(request)
      if (!clinics.get(clinicId)) throw notFound('no such clinic')
      const policy = parsedBody(request, signaturePolicySchema)
      const changes = [
        {
          field: 'requiredFrom',
          from: signingKeys.requiredFrom(clinicId) ?? '',
          to: policy.requiredFrom ?? '',
        },
      ]
      store.records.together(() => {
        signingKeys.require(clinicId, policy.requiredFrom)
        acts.write({ act: 'signatures.required', by: actorOf(request), clinicId, whom: clinicId, changes })
      })
      return sendJson(request, reply, JSON.stringify(policy))
    },
  )
}

function belongsTo({ account }: FastifyRequest, clinicId: string): boolean {
  if (!account) return false
  return account.clinicId === clinicId || administersClinic(account, clinicId)
}

function keyOf(answer: KeyOutcome): SigningKey {
  switch (answer.outcome) {
    case 'offered':
    case 'known':
    case 'decided':
      return answer.key
    case 'missing':
      throw notFound('no such key')
    case 'taken':
      throw new CouchError(409, 'signing-key.taken', 'another person has this key')
    case 'too-many':
      throw new CouchError(409, 'signing-key.too-many', 'this person has too many keys')
    case 'not-allowed':
      throw new CouchError(409, 'signing-key.not-allowed', 'the key is in another state')
  }
}
