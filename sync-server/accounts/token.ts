import { createHash } from 'node:crypto'
import { decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock } from '#shared/kit/clock.ts'
import type { createAttemptLimit } from './attempt-limit.ts'
import { nobody, type Principal } from './principal.ts'
import { tokenAlgorithms } from './token-keys.ts'

export type TokenCheck =
  | { outcome: 'ok'; principal: Principal }
  | { outcome: 'wrong' | 'malformed'; reason: string }
  | { outcome: 'wait'; waitMs: number }

const claimsSchema = z.looseObject({
  sub: z.string().min(1).max(200),
  exp: z.number().optional(),
  '_couchdb.roles': z.array(z.string()).default([]),
})
const maxChecked = 1000

/**
 * Checks signed tokens (JWT): `sub` is the name, `_couchdb.roles` the roles; `exp` and `nbf` are kept to the second.
 * A token that was right is known until it ends, so that a request costs no signature.
 */
export function createTokenCheck(
  keyOf: JWTVerifyGetKey,
  clock: Clock,
  limit: ReturnType<typeof createAttemptLimit>,
) {
  const checked = new Map<string, { principal: Principal; endMs: number }>()

  const verify = async (token: string, fingerprint: string): Promise<TokenCheck> => {
    const options = { algorithms: tokenAlgorithms, currentDate: new Date(clock.now()) }
    const { payload } = await jwtVerify(token, keyOf, options)
    const claims = claimsSchema.safeParse(payload)
    if (!claims.success) return { outcome: 'wrong', reason: 'Token missing sub claim.' }
    const principal = { ...nobody, user: claims.data.sub, roles: claims.data['_couchdb.roles'] }
    checked.set(fingerprint, { principal, endMs: (claims.data.exp ?? Number.POSITIVE_INFINITY) * 1000 })
    if (checked.size > maxChecked) checked.delete(checked.keys().next().value!)
    return { outcome: 'ok', principal }
  }

  return async (token: string, address: string): Promise<TokenCheck> => {
    const fingerprint = createHash('sha256').update(token).digest('base64')
    const known = checked.get(fingerprint)
    if (known && clock.now() < known.endMs) return { outcome: 'ok', principal: known.principal }
    // A forged token must not keep out the person it names: failures count for the address as well.
    const name = `token ${address} ${subjectOf(token)}`
    const waitMs = limit.waitMs(name)
    if (waitMs > 0) return { outcome: 'wait', waitMs }
    try {
      const result = await verify(token, fingerprint)
      if (result.outcome === 'ok') limit.succeeded(name)
      return result
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { outcome: 'wrong', reason: 'exp not in future' }
      if (error instanceof errors.JWTClaimValidationFailed)
        return { outcome: 'wrong', reason: `${error.claim} not valid` }
      limit.failed(name)
      return { outcome: 'malformed', reason: reasonOf(error) }
    }
  }
}
export type TokenChecker = ReturnType<typeof createTokenCheck>

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'Bad signature'
  if (error instanceof errors.JWKSNoMatchingKey) return 'Unknown kid'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'Invalid alg header parameter'
  return 'Malformed token'
}

/** What an unchecked token says of itself; used for counting failures alone. */
function subjectOf(token: string): string {
  try {
    return String(decodeJwt(token).sub ?? '').slice(0, 200)
  } catch {
    return ''
  }
}
