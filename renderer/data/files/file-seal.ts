import { AppError } from '#shared/errors/app-error.ts'

/**
 * Names and ciphers of a clinic's files. A chunk is named by a keyed hash of whose it is, who put it there and what is in
 * it: a plain hash of a known paper finds nothing, and no chunk passes for one of another patient. The nonce comes from
 * the same, so that two PCs make the same document of the same chunk; one nonce never meets two contents. AES-256-GCM,
 * HMAC-SHA-256, HKDF-SHA-256.
 */
export interface FileSeal {
  /** 43 characters that name this content of this owner. */
  nameOf(owner: FileOwner, content: Uint8Array): Promise<string>
  /** Layout, algorithm, nonce, cipher with its tag; in base64. */
  seal(owner: FileOwner, content: Uint8Array): Promise<string>
  /** @throws AppError `storage.damaged` for what was changed, `storage.newer-version` for a cipher not known here */
  open(sealed: string): Promise<Uint8Array>
}

/** Whose a file is and who put it into the record; in clear beside each part, and part of its name. */
export interface FileOwner {
  patientId: string
  authorId: string
}

const layoutVersion = 1
const aesGcm = 1
const headBytes = 2
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

/** @param key base64 of the clinic's key for files */
export async function createFileSeal(key: string): Promise<FileSeal> {
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
  const mac = async (
    macKey: CryptoKey,
    { patientId, authorId }: FileOwner,
    content: Uint8Array,
  ): Promise<Uint8Array> => {
    // Ids have no spaces: what is named here can be cut in one way only.
    const whose = new TextEncoder().encode(`${patientId} ${authorId} `)
    const named = new Uint8Array(whose.length + content.length)
    named.set(whose)
    named.set(content, whose.length)
    return new Uint8Array(await crypto.subtle.sign('HMAC', macKey, named))
  }

  return {
    async nameOf(owner, content) {
      const name = toBase64(await mac(names, owner, content))
      return name.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    },
    async seal(owner, content) {
      const nonce = (await mac(nonces, owner, content)).slice(0, nonceBytes)
      const hidden = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, cipher, own(content))
      const sealed = new Uint8Array(headBytes + nonceBytes + hidden.byteLength)
      sealed.set([layoutVersion, aesGcm])
      sealed.set(nonce, headBytes)
      sealed.set(new Uint8Array(hidden), headBytes + nonceBytes)
      return toBase64(sealed)
    },
    async open(sealed) {
      const bytes = fromBase64(sealed)
      if (bytes[0] !== layoutVersion || bytes[1] !== aesGcm)
        throw new AppError('storage.newer-version', { detail: 'an unknown algorithm of encryption' })
      try {
        const iv = bytes.slice(headBytes, headBytes + nonceBytes)
        const plain = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv },
          cipher,
          bytes.slice(headBytes + nonceBytes),
        )
        return new Uint8Array(plain)
      } catch (cause) {
        throw new AppError('storage.damaged', { detail: 'a part of a file does not open', cause })
      }
    },
  }
}
