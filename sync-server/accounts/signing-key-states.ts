import type { SigningKey, SigningKeyDecision } from '#shared/contract/signing-keys.ts'

/** Before every document. */
const always = '1970-01-01T00:00:00.000Z'

/**
 * The key after an administrator's decision; the same one where it says nothing new, undefined where the step is not
 * allowed. A revocation is final; it may be dated back further, never forward: a thief has had the key by then.
 */
export function nextKeyState(
  key: SigningKey,
  decision: SigningKeyDecision,
  by: string,
  now: string,
): SigningKey | undefined {
  switch (decision.state) {
    case 'registered':
      if (key.state === 'registered') return key
      if (key.state !== 'pending') return undefined
      return {
        ...key,
        state: 'registered',
        registeredAt: now,
        registeredBy: by as SigningKey['registeredBy'],
      }
    case 'retired':
      if (key.state === 'retired') return key
      return key.state === 'registered' ? { ...key, state: 'retired', retiredAt: now } : undefined
    case 'revoked': {
      const from = decision.revokedFrom ?? always
      if (key.state !== 'revoked') return { ...key, state: 'revoked', revokedFrom: from, revokedAt: now }
      if (key.revokedFrom === from) return key
      return Date.parse(from) < Date.parse(key.revokedFrom ?? always)
        ? { ...key, revokedFrom: from }
        : undefined
    }
  }
}
