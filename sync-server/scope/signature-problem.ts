import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { SigningKey } from '#shared/contract/signing-keys.ts'
import {
  checkableSignature,
  type SignatureStatus,
  signatureStatus,
} from '#shared/domain/signature/signature-status.ts'
import { signedText } from '#shared/domain/signature/signed-text.ts'
import { sameJson } from '#shared/kit/canonical-json.ts'
import { problems, type WriteProblem } from './problems.ts'

type Members = Record<string, unknown>

/** What the rules of a clinic ask of its signing keys. */
export interface KeysOfClinic {
  get(keyId: string): SigningKey | undefined
  /** From when on documents need an electronic signature. */
  requiredFrom(): string | undefined
  noteLate(key: SigningKey, documentId: string): boolean
}

const imported = new Map<string, KeyObject>()

function keyObject(publicKey: string): KeyObject {
  const known = imported.get(publicKey)
  if (known) return known
  const x = Buffer.from(publicKey, 'base64').toString('base64url')
  const made = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  imported.set(publicKey, made)
  return made
}

/** Whether this text was signed with this key; false for a value or a key that is none. */
export function fitsKey(publicKey: string, text: string, value: string): boolean {
  try {
    return verify(null, Buffer.from(text), keyObject(publicKey), Buffer.from(value, 'base64'))
  } catch {
    return false
  }
}

interface Judged {
  status: SignatureStatus
  key: SigningKey | undefined
}

function judge(keys: KeysOfClinic, document: Members): Judged {
  const electronic = checkableSignature(document)
  const key = electronic && keys.get(electronic.keyId)
  const fits = key !== undefined && fitsKey(key.publicKey, signedText(document) ?? '', electronic!.value)
  return { status: signatureStatus(document, key, fits), key }
}

/** Whether a registered key of the person whom the signature names has signed the document as it is. */
export const isProven = (keys: KeysOfClinic, document: Members): boolean =>
  judge(keys, document).status === 'valid'

/**
 * Why a document's electronic signature is not taken; undefined where there is nothing against it. A key that nobody has
 * confirmed or that is not known stops nothing: a station must not lose its visits over it. A signature that the server
 * already has was looked at when it came, and what it signed does not change (S6, S7).
 */
export function signatureProblem(
  keys: KeysOfClinic,
  document: Members,
  live: Members | undefined,
): WriteProblem | undefined {
  if (document.signature === undefined || signedText(document) === undefined) return undefined
  if (live && sameJson(document.signature, live.signature)) return undefined
  const { status, key } = judge(keys, document)
  switch (status) {
    case 'none':
      return missingSignature(keys, document)
    case 'altered':
      return problems.signatureAltered
    case 'foreign-key':
      return problems.signatureForeignKey
    case 'ended-key':
      return problems.signatureEndedKey
    case 'late':
      return undefined
    case 'valid':
      // Its key was revoked, and it says it is from before that: it may be a thief's, dated back.
      if (key?.state !== 'revoked') return undefined
      return keys.noteLate(key, String(document.id)) ? undefined : problems.signatureEndedKey
    case 'unknown-key':
    case 'pending-key':
    case 'not-checked':
      return undefined
  }
}

function missingSignature(keys: KeysOfClinic, document: Members): WriteProblem | undefined {
  const from = keys.requiredFrom()
  const { signedAt } = document.signature as { signedAt?: string }
  return from !== undefined && Date.parse(String(signedAt)) >= Date.parse(from)
    ? problems.signatureRequired
    : undefined
}
