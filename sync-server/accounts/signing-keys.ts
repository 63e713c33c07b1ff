import {
  type SigningKey,
  type SigningKeyDecision,
  type SigningKeys,
  signingKeyId,
  signingKeySchema,
} from '#shared/contract/signing-keys.ts'
import { type Clock, isoNow } from '#shared/kit/clock.ts'
import type { Records } from '../store/store.ts'
import { nextKeyState } from './signing-key-states.ts'

const kind = 'signing-key'
const policyKind = 'signing-policy'
/** Of one person in one clinic: a PC each, and what came and went. */
const mostKeys = 100
/** Of one revoked key; what comes beyond that is refused. */
const mostLate = 1000

export type KeyOutcome =
  | { outcome: 'offered' | 'known' | 'decided'; key: SigningKey }
  | { outcome: 'taken' | 'too-many' | 'not-allowed' | 'missing' }

/**
 * The signing keys of every clinic, held in memory: each signed document that comes asks for one. Keys stay for ever,
 * because what they have signed stays.
 */
export function createSigningKeys(records: Records, clock: Clock) {
  const clinics = new Map<string, Map<string, SigningKey>>()
  const read = (): void => {
    clinics.clear()
    for (const { key, value } of records.list(kind)) {
      const [clinicId = '', keyId = ''] = key.split(' ')
      keysOf(clinicId).set(keyId, signingKeySchema.parse(value))
    }
  }
  read()
  records.onUndone(read)

  function keysOf(clinicId: string): Map<string, SigningKey> {
    const known = clinics.get(clinicId) ?? new Map<string, SigningKey>()
    clinics.set(clinicId, known)
    return known
  }
  function put(clinicId: string, key: SigningKey): SigningKey {
    records.put(kind, `${clinicId} ${key.keyId}`, key)
    keysOf(clinicId).set(key.keyId, key)
    return key
  }
  const requiredFrom = (clinicId: string): string | undefined =>
    (records.get(policyKind, clinicId) as { requiredFrom?: string } | undefined)?.requiredFrom

  return {
    get: (clinicId: string, keyId: string): SigningKey | undefined => clinics.get(clinicId)?.get(keyId),
    requiredFrom,
    list: (clinicId: string): SigningKeys => {
      const from = requiredFrom(clinicId)
      return {
        keys: [...(clinics.get(clinicId)?.values() ?? [])],
        ...(from === undefined ? {} : { requiredFrom: from }),
      }
    },
    require: (clinicId: string, from: string | null): void =>
      from === null
        ? records.remove(policyKind, clinicId)
        : records.put(policyKind, clinicId, { requiredFrom: from }),

    /** A clinician names a key of theirs. Naming it again changes nothing. */
    offer(
      clinicId: string,
      offered: Pick<SigningKey, 'alg' | 'publicKey' | 'practitionerId' | 'name' | 'stationId'>,
    ): KeyOutcome {
      const keyId = signingKeyId(offered.publicKey)
      const known = keysOf(clinicId).get(keyId)
      if (known)
        return known.practitionerId === offered.practitionerId
          ? { outcome: 'known', key: known }
          : { outcome: 'taken' }
      const own = [...keysOf(clinicId).values()].filter(
        ({ practitionerId }) => practitionerId === offered.practitionerId,
      )
      if (own.length >= mostKeys) return { outcome: 'too-many' }
      const key: SigningKey = { keyId, ...offered, state: 'pending', offeredAt: isoNow(clock) }
      return { outcome: 'offered', key: put(clinicId, key) }
    },

    /** @param by the administrator's practitioner id */
    decide(clinicId: string, keyId: string, decision: SigningKeyDecision, by: string): KeyOutcome {
      const key = clinics.get(clinicId)?.get(keyId)
      if (!key) return { outcome: 'missing' }
      const next = nextKeyState(key, decision, by, isoNow(clock))
      if (!next) return { outcome: 'not-allowed' }
      return { outcome: 'decided', key: next === key ? key : put(clinicId, next) }
    },

    /** Remembers that the document came after its key was revoked; false when there were too many. */
    noteLate(clinicId: string, key: SigningKey, documentId: string): boolean {
      const late = key.late ?? []
      if (late.includes(documentId)) return true
      if (late.length >= mostLate) return false
      put(clinicId, { ...key, late: [...late, documentId] })
      return true
    },
  }
}
export type ServerSigningKeys = ReturnType<typeof createSigningKeys>
