import type { SigningKey, SigningKeys } from '#shared/contract/signing-keys.ts'
import {
  checkableSignature,
  type SignatureStatus,
  signatureStatus,
} from '#shared/domain/signature/signature-status.ts'
import { signedText } from '#shared/domain/signature/signed-text.ts'

interface Seen {
  publicKey: string
  text: string
  fits: Promise<boolean | undefined>
}

/** Verdicts that are kept; a long card has some hundred visits. */
const mostSeen = 1000

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/**
 * Checks documents against the clinic's keys. A verdict is remembered by the value together with the very text it is
 * about, never by an id or a revision: what somebody put in a document's place is checked anew.
 */
export function createSignatureCheck(subtle: SubtleCrypto = crypto.subtle) {
  const imported = new Map<string, Promise<CryptoKey>>()
  const seen = new Map<string, Seen>()

  function keyOf(publicKey: string): Promise<CryptoKey> {
    const known = imported.get(publicKey)
    if (known) return known
    const made = subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', true, ['verify'])
    imported.set(publicKey, made)
    return made
  }

  /** Undefined where this engine cannot tell. */
  async function verify(publicKey: string, text: string, value: string): Promise<boolean | undefined> {
    let bytes: Uint8Array<ArrayBuffer>
    try {
      bytes = bytesOf(value)
    } catch {
      return false
    }
    try {
      return await subtle.verify('Ed25519', await keyOf(publicKey), bytes, new TextEncoder().encode(text))
    } catch {
      return undefined
    }
  }

  function fits(document: object, { publicKey }: SigningKey, value: string): Promise<boolean | undefined> {
    const text = signedText(document as Record<string, unknown>) ?? ''
    const known = seen.get(value)
    if (known?.publicKey === publicKey && known.text === text) return known.fits
    const verdict = verify(publicKey, text, value)
    if (seen.size >= mostSeen) seen.delete(seen.keys().next().value!)
    seen.set(value, { publicKey, text, fits: verdict })
    return verdict
  }

  return async (document: object, keys: SigningKeys | undefined): Promise<SignatureStatus> => {
    const electronic = checkableSignature(document)
    const key = electronic && keys?.keys.find(({ keyId }) => keyId === electronic.keyId)
    if (!electronic || !key) return signatureStatus(document, undefined, false)
    const verdict = await fits(document, key, electronic.value)
    return verdict === undefined ? 'not-checked' : signatureStatus(document, key, verdict)
  }
}
export type SignatureCheck = ReturnType<typeof createSignatureCheck>
