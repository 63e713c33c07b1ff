/**
 * A box that everybody can fill and one opens: whoever is signed in lays the PC's new data keys in for the others, and
 * needs no secret of theirs. ECDH on P-256 with a key made for this one box, HKDF-SHA-256, AES-256-GCM.
 */
export interface BoxKeys {
  /** 65 bytes: a point, not compressed. */
  publicKey: Uint8Array
  /** PKCS #8. */
  privateKey: Uint8Array
}

/** A box is: version of this layout, algorithm, the point made for it, 12 bytes of nonce, ciphertext with its tag. */
const layoutVersion = 1
const p256AesGcm = 1
const pointBytes = 65
const nonceBytes = 12
const headBytes = 2 + pointBytes

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const
const info = new TextEncoder().encode('lekar key box 1')
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

export async function makeBoxKeys(): Promise<BoxKeys> {
  const pair = await crypto.subtle.generateKey(curve, true, ['deriveBits'])
  const [publicKey, privateKey] = await Promise.all([
    crypto.subtle.exportKey('raw', pair.publicKey),
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
  ])
  return { publicKey: new Uint8Array(publicKey), privateKey: new Uint8Array(privateKey) }
}

const importPoint = (point: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', own(point), curve, false, [])

async function sharedKey(mine: CryptoKey, theirs: CryptoKey, salt: Uint8Array): Promise<CryptoKey> {
  const bits = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256)
  const secret = await crypto.subtle.importKey('raw', bits, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: own(salt), info },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

/** @param content anything that is JSON */
export async function fillBox(publicKey: Uint8Array, content: unknown): Promise<Uint8Array> {
  const once = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', once.publicKey))
  const key = await sharedKey(once.privateKey, await importPoint(publicKey), point)
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const head = new Uint8Array([layoutVersion, p256AesGcm, ...point])
  const hidden = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: head },
    key,
    new TextEncoder().encode(JSON.stringify(content)),
  )
  return new Uint8Array([...head, ...nonce, ...new Uint8Array(hidden)])
}

/** What lies in a box; undefined for another one's box and for one that was changed. */
export async function openBox(privateKey: Uint8Array, box: Uint8Array): Promise<unknown> {
  if (box[0] !== layoutVersion || box[1] !== p256AesGcm) return undefined
  try {
    const mine = await crypto.subtle.importKey('pkcs8', own(privateKey), curve, false, ['deriveBits'])
    const point = box.slice(2, headBytes)
    const key = await sharedKey(mine, await importPoint(point), point)
    const plain = await crypto.subtle.decrypt(
      {
        name: 'AES-GCM',
        iv: own(box.slice(headBytes, headBytes + nonceBytes)),
        additionalData: own(box.slice(0, headBytes)),
      },
      key,
      own(box.slice(headBytes + nonceBytes)),
    )
    return JSON.parse(new TextDecoder().decode(plain))
  } catch {
    return undefined
  }
}
