import nodeCrypto, { type KeyObject } from 'node:crypto'

/** A key that never went to another thread. */
type AtOnce = { secret: Uint8Array } | { pair: KeyObject }
type Bytes = Uint8Array<ArrayBuffer>
const tagBytes = 16

const publicOf = (raw: Bytes): KeyObject =>
  nodeCrypto.createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') },
    format: 'jwk',
  })
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

interface GcmOptions {
  iv: Bytes
  additionalData: Bytes
}

/** What the workplace asks of WebCrypto, done at once: digests, AES-256-GCM and Ed25519. Anything else is not there. */
export const subtleAtOnce = {
  digest: async (_name: string, data: Uint8Array) =>
    bufferOf(nodeCrypto.createHash('sha256').update(data).digest()),
  async importKey(format: 'raw' | 'pkcs8', bytes: Bytes, algorithm: string): Promise<AtOnce> {
    if (algorithm === 'AES-GCM') return { secret: bytes }
    if (format === 'raw') return { pair: publicOf(bytes) }
    return {
      pair: nodeCrypto.createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' }),
    }
  },
  async encrypt({ iv, additionalData }: GcmOptions, key: { secret: Uint8Array }, plain: ArrayBuffer) {
    const cipher = nodeCrypto.createCipheriv('aes-256-gcm', key.secret, iv).setAAD(additionalData)
    const sealed = [cipher.update(new Uint8Array(plain)), cipher.final(), cipher.getAuthTag()]
    return bufferOf(Buffer.concat(sealed))
  },
  async decrypt({ iv, additionalData }: GcmOptions, key: { secret: Uint8Array }, sealed: Bytes) {
    const end = sealed.length - tagBytes
    const cipher = nodeCrypto
      .createDecipheriv('aes-256-gcm', key.secret, iv)
      .setAAD(additionalData)
      .setAuthTag(sealed.subarray(end))
    return bufferOf(Buffer.concat([cipher.update(sealed.subarray(0, end)), cipher.final()]))
  },
  sign: async (_name: string, key: { pair: KeyObject }, data: Bytes) =>
    bufferOf(nodeCrypto.sign(null, data, key.pair)),
  verify: async (_name: string, key: { pair: KeyObject }, signature: Bytes, data: Bytes) =>
    nodeCrypto.verify(null, data, key.pair, signature),
}
