import type { SigningKey } from '../../contract/signing-keys.ts'
import { type ElectronicSignature, ed25519 } from './electronic-signature.schema.ts'
import { standsWhereItMay } from './signed-text.ts'

/**
 * What can be said of a document's signature.
 *
 * | status | |
 * |---|---|
 * | `valid` | signed with a registered key of the person it names, and not changed since |
 * | `none` | no electronic signature: an older record, an import |
 * | `not-checked` | an algorithm that this version does not know |
 * | `unknown-key` | whose key this is nobody has told this PC yet |
 * | `pending-key` | not changed since, the administrator has not confirmed the key yet |
 * | `altered` | changed after it was signed |
 * | `foreign-key` | signed with the key of another person than it names |
 * | `ended-key` | signed, by its own word, after its key was put out of use or came into wrong hands |
 * | `late` | its key was revoked; it says it is from before that, and the server got it only afterwards |
 */
export type SignatureStatus =
  | 'valid'
  | 'none'
  | 'not-checked'
  | 'unknown-key'
  | 'pending-key'
  | 'altered'
  | 'foreign-key'
  | 'ended-key'
  | 'late'

/** Those that must not be overlooked. */
export const alarming: ReadonlySet<SignatureStatus> = new Set(['altered', 'foreign-key', 'ended-key', 'late'])

interface Signed {
  id?: unknown
  signature?: { practitionerId?: unknown; signedAt?: unknown; electronic?: ElectronicSignature } | undefined
}

/** The electronic signature that this version can check; undefined for none and for another algorithm. */
export function checkableSignature(document: object): ElectronicSignature | undefined {
  const electronic = (document as Signed).signature?.electronic
  return electronic?.alg === ed25519 ? electronic : undefined
}

/**
 * @param key the key that the signature names; undefined when it is not known
 * @param fits whether the value is that key's for the document's `signedText`; only asked with a key
 */
export function signatureStatus(
  document: object,
  key: SigningKey | undefined,
  fits: boolean,
): SignatureStatus {
  const { signature } = document as Signed
  if (!signature?.electronic) return 'none'
  if (!checkableSignature(document)) return 'not-checked'
  if (!key) return 'unknown-key'
  if (!fits || !standsWhereItMay(document as Record<string, unknown>)) return 'altered'
  if (key.practitionerId !== signature.practitionerId) return 'foreign-key'
  return statusOfKey(key, String(signature.signedAt), String((document as Signed).id))
}

function statusOfKey(key: SigningKey, signedAt: string, documentId: string): SignatureStatus {
  const isAfter = (moment: string | undefined): boolean =>
    moment !== undefined && Date.parse(signedAt) >= Date.parse(moment)
  if (key.state === 'revoked') {
    if (key.registeredAt === undefined || isAfter(key.revokedFrom)) return 'ended-key'
    if (key.late?.includes(documentId)) return 'late'
  }
  if (isAfter(key.retiredAt)) return 'ended-key'
  return key.state === 'pending' ? 'pending-key' : 'valid'
}
