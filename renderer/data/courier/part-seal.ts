/**
 * Promise: nobody without the clinic's key reads a part, and no bit of it can be changed unnoticed. AES-256-GCM hides
 * and guards it, Ed25519 says which station wrote it.
 */
export interface PartContext {
  /** The file's header as it stands in the file. */
  header: Uint8Array<ArrayBuffer>
  index: number
  last: boolean
}

const nonceBytes = 12
const signatureBytes = 64
export const partOverheadBytes = 1 + nonceBytes + 16 + signatureBytes

/** What is authenticated beside the ciphertext: the header, the part's number, whether it is the last. */
function surroundings({ header, index, last }: PartContext): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(header.length + 5)
  bytes.set(header)
  new DataView(bytes.buffer).setUint32(header.length, index)
  bytes[header.length + 4] = last ? 1 : 0
  return bytes
}

const signedBytes = (around: Uint8Array, sealed: Uint8Array): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(around.length + sealed.length)
  bytes.set(around)
  bytes.set(sealed, around.length)
  return bytes
}

export async function sealPart(
  plain: ArrayBuffer,
  context: PartContext,
  key: CryptoKey,
  signer: CryptoKey,
): Promise<Uint8Array<ArrayBuffer>> {
  const around = surroundings(context)
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const hidden = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: around },
    key,
    plain,
  )
  const sealed = new Uint8Array(1 + nonceBytes + hidden.byteLength)
  sealed[0] = context.last ? 1 : 0
  sealed.set(nonce, 1)
  sealed.set(new Uint8Array(hidden), 1 + nonceBytes)
  const signature = await crypto.subtle.sign('Ed25519', signer, signedBytes(around, sealed))
  const part = new Uint8Array(sealed.length + signatureBytes)
  part.set(sealed)
  part.set(new Uint8Array(signature), sealed.length)
  return part
}

export const isLastPart = (part: Uint8Array): boolean => part[0] === 1

/** The plain text; undefined when the key is another one or a bit was changed. Says nothing of the signature. */
export async function openPart(
  part: Uint8Array<ArrayBuffer>,
  context: PartContext,
  key: CryptoKey,
): Promise<ArrayBuffer | undefined> {
  if (part.length < partOverheadBytes) return undefined
  const iv = part.subarray(1, 1 + nonceBytes)
  const hidden = part.subarray(1 + nonceBytes, part.length - signatureBytes)
  try {
    return await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData: surroundings(context) },
      key,
      hidden,
    )
  } catch {
    return undefined
  }
}

/** Whether the part was written by the owner of this public key. */
export async function isSignedBy(
  part: Uint8Array<ArrayBuffer>,
  context: PartContext,
  publicKey: CryptoKey,
): Promise<boolean> {
  const sealed = part.subarray(0, part.length - signatureBytes)
  const signature = part.subarray(part.length - signatureBytes)
  return crypto.subtle.verify('Ed25519', publicKey, signature, signedBytes(surroundings(context), sealed))
}
