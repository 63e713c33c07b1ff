import { possessionText, type SigningKeyOffer, signingKeyId } from '#shared/contract/signing-keys.ts'
import { ed25519 } from '#shared/domain/signature/electronic-signature.schema.ts'
import type { SignatureProvider } from './signature-provider.ts'

/** A clinician's key at work: the private half cannot be read back. Structured clones keep it so. */
export interface ClinicianKey {
  practitionerId: string
  /** Raw, base64. */
  publicKey: string
  privateKey: CryptoKey
}

/** How a key is kept under its owner's lock. */
export interface KeptSecret {
  publicKey: string
  /** PKCS 8, base64. */
  secret: string
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
const base64Of = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)))

/** A new key; undefined where the engine knows no Ed25519. */
export async function bornSecret(): Promise<KeptSecret | undefined> {
  let pair: CryptoKeyPair
  try {
    pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'NotSupportedError') return undefined
    throw failure
  }
  const [publicKey, secret] = await Promise.all([
    crypto.subtle.exportKey('raw', pair.publicKey),
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
  ])
  return { publicKey: base64Of(publicKey), secret: base64Of(secret) }
}

export const importSecret = async (practitionerId: string, kept: KeptSecret): Promise<ClinicianKey> => ({
  practitionerId,
  publicKey: kept.publicKey,
  privateKey: await crypto.subtle.importKey('pkcs8', bytesOf(kept.secret), 'Ed25519', false, ['sign']),
})

const signText = async ({ privateKey }: ClinicianKey, text: string): Promise<string> =>
  base64Of(await crypto.subtle.sign('Ed25519', privateKey, new TextEncoder().encode(text)))

export const providerOf = (key: ClinicianKey): SignatureProvider => ({
  alg: ed25519,
  keyId: signingKeyId(key.publicKey),
  valueFor: (text) => signText(key, text),
})

/** What the server learns of the key, with the key's own word that its owner has it. */
export const offerOf = async (
  key: ClinicianKey,
  clinicId: string,
  stationId: string,
): Promise<SigningKeyOffer> => ({
  alg: ed25519,
  publicKey: key.publicKey,
  stationId,
  proof: await signText(key, possessionText(clinicId, key.practitionerId, key.publicKey)),
})
