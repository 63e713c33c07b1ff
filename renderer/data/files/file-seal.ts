import { type FileKey, firstFileKeyId } from '#shared/contract/file-key.ts'
import { AppError } from '#shared/errors/app-error.ts'

/**
 * Names and ciphers of a clinic's files. A chunk is named by a keyed hash of whose it is, who put it there and what is in
 * it: a plain hash of a known paper finds nothing, and no chunk passes for one of another patient. The nonce comes from
 * the same, so that two PCs make the same document of the same chunk; one nonce never meets two contents. AES-256-GCM,
 * HMAC-SHA-256, HKDF-SHA-256.
 *
 * Of several keys the newest names and seals what is new; the others open and name what was sealed with them.
 */
export interface FileSeal {
  /** A part of a file: its name, 43 characters that stand for this content of this owner, and its cipher in base64. */
  seal(owner: FileOwner, content: Uint8Array): Promise<{ name: string; data: string }>
  /** False where only the key is missing that this was sealed with. */
  hasKeyOf(sealed: string): boolean
  /**
   * What was sealed, and the name that it has if it is this owner's.
   * @throws AppError `storage.damaged` for what was changed, `storage.newer-version` for a cipher or key not known here
   */
  open(owner: FileOwner, sealed: string): Promise<{ name: string; content: Uint8Array }>
}

/** Whose a file is and who put it into the record; in clear beside each part, and part of its name. */
export interface FileOwner {
  patientId: string
  authorId: string
}

/** Layout, algorithm, nonce, cipher with its tag; sealed with the key from when a clinic had one. */
const firstLayout = 1
/** Layout, algorithm, key, nonce, cipher with its tag. */
const layout = 2
const aesGcm = 1
const keyIdBytes = 8
const nonceBytes = 12

const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)
const text = (bytes: Uint8Array): string => {
  let characters = ''
  for (const byte of bytes) characters += String.fromCharCode(byte)
  return characters
}
export const toBase64 = (bytes: Uint8Array): string => btoa(text(bytes))
export const fromBase64 = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

const toHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (hex: string): number[] => hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16))

/** Parts in which a sealed text is cut: the key it names, its nonce and its cipher. Undefined for an unknown algorithm. */
function cut(bytes: Uint8Array<ArrayBuffer>) {
  if (bytes[1] !== aesGcm || (bytes[0] !== firstLayout && bytes[0] !== layout)) return undefined
  const head = bytes[0] === layout ? 2 + keyIdBytes : 2
  return {
    keyId: bytes[0] === layout ? toHex(bytes.subarray(2, head)) : firstFileKeyId,
    nonce: bytes.slice(head, head + nonceBytes),
    cipher: bytes.slice(head + nonceBytes),
  }
}

async function deriveKeys(key: string) {
  const root = await crypto.subtle.importKey('raw', fromBase64(key), 'HKDF', false, ['deriveKey'])
  const derive = (use: string, algorithm: AesKeyGenParams | HmacKeyGenParams, uses: KeyUsage[]) =>
    crypto.subtle.deriveKey(
      {
        name: 'HKDF',
        hash: 'SHA-256',
        salt: new Uint8Array(32),
        info: new TextEncoder().encode(`lekar files ${use}`),
      },
      root,
      algorithm,
      false,
      uses,
    )
  const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const
  const [cipher, names, nonces] = await Promise.all([
    derive('cipher', { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']),
    derive('names', hmac, ['sign']),
    derive('nonces', hmac, ['sign']),
  ])
  return { cipher, names, nonces }
}

async function mac(
  key: CryptoKey,
  { patientId, authorId }: FileOwner,
  content: Uint8Array,
): Promise<Uint8Array> {
  // Ids have no spaces: what is named here can be cut in one way only.
  const whose = new TextEncoder().encode(`${patientId} ${authorId} `)
  const named = new Uint8Array(whose.length + content.length)
  named.set(whose)
  named.set(content, whose.length)
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, named))
}

async function nameWith(key: CryptoKey, owner: FileOwner, content: Uint8Array): Promise<string> {
  const name = toBase64(await mac(key, owner, content))
  return name.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** @param keys of the clinic for files, newest first */
export async function createFileSeal(keys: readonly FileKey[]): Promise<FileSeal> {
  const [newest] = keys
  const derived = new Map(
    await Promise.all(keys.map(async ({ id, key }) => [id, await deriveKeys(key)] as const)),
  )
  const current = newest && derived.get(newest.id)
  if (!current) throw new AppError('storage.unavailable', { detail: 'no key for files' })
  // Of the first key as it always was: two PCs make the same document of the same chunk.
  const head = newest.id === firstFileKeyId ? [firstLayout, aesGcm] : [layout, aesGcm, ...fromHex(newest.id)]

  return {
    async seal(owner, content) {
      const nonce = own((await mac(current.nonces, owner, content)).slice(0, nonceBytes))
      const hidden = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, current.cipher, own(content))
      const sealed = new Uint8Array(head.length + nonceBytes + hidden.byteLength)
      sealed.set(head)
      sealed.set(nonce, head.length)
      sealed.set(new Uint8Array(hidden), head.length + nonceBytes)
      return { name: await nameWith(current.names, owner, content), data: toBase64(sealed) }
    },
    hasKeyOf(sealed) {
      // The first 16 characters of base64 are 12 bytes: the head, and a part of the nonce.
      const parts = cut(fromBase64(sealed.slice(0, 16)))
      return !parts || derived.has(parts.keyId)
    },
    async open(owner, sealed) {
      const parts = cut(fromBase64(sealed))
      const key = parts && derived.get(parts.keyId)
      if (!key)
        throw new AppError('storage.newer-version', { detail: 'an unknown key or algorithm of encryption' })
      try {
        const { nonce: iv, cipher } = parts
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key.cipher, cipher)
        const content = new Uint8Array(plain)
        return { name: await nameWith(key.names, owner, content), content }
      } catch (cause) {
        throw new AppError('storage.damaged', { detail: 'a part of a file does not open', cause })
      }
    },
  }
}
