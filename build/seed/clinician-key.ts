import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import { possessionText, type SigningKeyOffer, signingKeyId } from '#shared/contract/signing-keys.ts'
import { ed25519 } from '#shared/domain/signature/electronic-signature.schema.ts'
import { signedText } from '#shared/domain/signature/signed-text.ts'

/** PKCS 8 of an Ed25519 key (RFC 8410) is this and 32 bytes. */
const pkcs8Beginning = Buffer.from('302e020100300506032b657004220420', 'hex')

type Signable = { type: string; signature?: object | undefined }

/**
 * A clinician's key in Node: for the demonstration's past and for tests. The real ones are born in the workplace.
 * @param seed 32 bytes; one seed gives one key
 */
export function clinicianKey(seed: Uint8Array = randomBytes(32)) {
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Beginning, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const verifyKey = createPublicKey(privateKey)
  const raw = Buffer.from(String(verifyKey.export({ format: 'jwk' }).x), 'base64url')
  const publicKey = raw.toString('base64')
  const keyId = signingKeyId(publicKey)
  const signText = (text: string): string => sign(null, Buffer.from(text), privateKey).toString('base64')
  return {
    keyId,
    publicKey,
    signText,
    /** The signed document with this key's signature. */
    signed<T extends Signable>(document: T): T {
      const electronic = { alg: ed25519, keyId, value: '' }
      const open = { ...document, signature: { ...document.signature, electronic } }
      const value = signText(signedText(open) ?? '')
      return { ...open, signature: { ...open.signature, electronic: { ...electronic, value } } }
    },
    /** Whether the document's signature is this key's. */
    fits(document: object): boolean {
      const { signature } = document as { signature?: { electronic?: { value?: unknown } } | null }
      const value = Buffer.from(String(signature?.electronic?.value), 'base64')
      return verify(null, Buffer.from(signedText(document as never) ?? ''), verifyKey, value)
    },
    offer: (clinicId: string, practitionerId: string, stationId: string): SigningKeyOffer => ({
      alg: ed25519,
      publicKey,
      stationId,
      proof: signText(possessionText(clinicId, practitionerId, publicKey)),
    }),
  }
}
export type ClinicianKey = ReturnType<typeof clinicianKey>
