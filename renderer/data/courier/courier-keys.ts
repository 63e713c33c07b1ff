import type { CourierKeys } from '#shared/contract/courier-file.ts'

/** A key of the clinic that opens courier files. */
export interface CourierKey {
  id: string
  key: CryptoKey
}

/** This station in courier files: it signs what it writes. */
export interface CourierIdentity {
  stationId: string
  /** What people call it. */
  name: string
  /** Raw Ed25519 key, base64. */
  publicKey: string
  privateKey: CryptoKey
}

export const bytesOfBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

export const base64OfBytes = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))

/** The clinic's keys as the server gives them, ready for use; newest first. */
export const importCourierKeys = ({ keys }: CourierKeys): Promise<CourierKey[]> =>
  Promise.all(
    keys.map(async ({ id, key }) => ({
      id,
      key: await crypto.subtle.importKey('raw', bytesOfBase64(key), 'AES-GCM', false, ['encrypt', 'decrypt']),
    })),
  )

export const importPublicKey = (publicKey: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytesOfBase64(publicKey), 'Ed25519', true, ['verify'])

/** Where a station's own signing key is kept between starts. */
export interface SigningKeyPlace {
  get(): Promise<string | undefined>
  set(value: string): Promise<void>
}

/** The station's signing key, made at the first call and kept as PKCS 8 and raw public key, base64. */
export async function signingKeys(
  place: SigningKeyPlace,
): Promise<Pick<CourierIdentity, 'publicKey' | 'privateKey'>> {
  const kept = await place.get()
  if (kept !== undefined) {
    const [secret = '', publicKey = ''] = kept.split(' ')
    const privateKey = await crypto.subtle.importKey('pkcs8', bytesOfBase64(secret), 'Ed25519', false, [
      'sign',
    ])
    return { publicKey, privateKey }
  }
  const made = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const publicKey = base64OfBytes(await crypto.subtle.exportKey('raw', made.publicKey))
  const secret = base64OfBytes(await crypto.subtle.exportKey('pkcs8', made.privateKey))
  await place.set(`${secret} ${publicKey}`)
  return { publicKey, privateKey: made.privateKey }
}

/** What two people compare by phone: the first bytes of the key's SHA-256 in groups. */
export async function fingerprintOf(publicKey: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOfBase64(publicKey)))
  return [0, 2, 4, 6]
    .map((at) => (digest[at]! * 256 + digest[at + 1]!).toString(16).padStart(4, '0'))
    .join('-')
}
