const constants = new Uint32Array(64)
const initial = new Uint32Array(8)

// FIPS 180-4: the fractional parts of the cube (square) roots of the first 64 (8) primes.
for (let candidate = 2, found = 0; found < 64; candidate++) {
  let prime = true
  for (let divisor = 2; divisor * divisor <= candidate; divisor++) prime &&= candidate % divisor !== 0
  if (!prime) continue
  if (found < 8) initial[found] = fraction(Math.sqrt(candidate))
  constants[found++] = fraction(Math.cbrt(candidate))
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32)
}

const rotate = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits))

/** UTF-8 of a text, in the beginning of a longer array. A lone surrogate becomes U+FFFD, as TextEncoder does it. */
function utf8(text: string): { bytes: Uint8Array; length: number } {
  // Room for the padding of the last block as well.
  const bytes = new Uint8Array(text.length * 3 + 128)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    let point = text.charCodeAt(at)
    if (point < 0x80) {
      bytes[length++] = point
      continue
    }
    if (point >= 0xd800 && point <= 0xdfff) {
      const whole = text.codePointAt(at)!
      if (whole > 0xffff) at += 1
      point = whole > 0xffff ? whole : 0xfffd
    }
    if (point < 0x800) bytes[length++] = 0xc0 | (point >> 6)
    else {
      if (point < 0x10000) bytes[length++] = 0xe0 | (point >> 12)
      else {
        bytes[length++] = 0xf0 | (point >> 18)
        bytes[length++] = 0x80 | ((point >> 12) & 63)
      }
      bytes[length++] = 0x80 | ((point >> 6) & 63)
    }
    bytes[length++] = 0x80 | (point & 63)
  }
  return { bytes, length }
}

function compress(state: Uint32Array, block: Uint8Array, schedule: Uint32Array, offset: number): void {
  for (let i = 0; i < 16; i++) {
    const at = offset + i * 4
    schedule[i] = (block[at]! << 24) | (block[at + 1]! << 16) | (block[at + 2]! << 8) | block[at + 3]!
  }
  for (let i = 16; i < 64; i++) {
    const early = schedule[i - 15]!
    const late = schedule[i - 2]!
    const small0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const small1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    schedule[i] = schedule[i - 16]! + small0 + schedule[i - 7]! + small1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let i = 0; i < 64; i++) {
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const first = (h + big1 + ((e & f) ^ (~e & g)) + constants[i]! + schedule[i]!) | 0
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  const words = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = state[i]! + words[i]!
}

/**
 * SHA-256 of a text's UTF-8 (FIPS 180-4), 32 bytes. Synchronous and without a platform, so that pure code can make
 * ids and digests. For secrets and passwords use WebCrypto and Argon2id.
 */
export function sha256(text: string): Uint8Array {
  const { bytes, length } = utf8(text)
  const end = Math.ceil((length + 9) / 64) * 64
  bytes[length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(end - 8, Math.floor(length / 2 ** 29))
  view.setUint32(end - 4, (length << 3) >>> 0)
  const state = initial.slice()
  const schedule = new Uint32Array(64)
  for (let offset = 0; offset < end; offset += 64) compress(state, bytes, schedule, offset)
  const digest = new Uint8Array(32)
  const out = new DataView(digest.buffer)
  state.forEach((word, index) => {
    out.setUint32(index * 4, word)
  })
  return digest
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The first 130 bits of a text's SHA-256 as 26 characters: as wide as a ULID and as safe in an id. */
export function digest26(text: string): string {
  const bytes = sha256(text)
  let result = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff
    bits += 8
    while (bits >= 5 && result.length < 26) {
      bits -= 5
      result += alphabet[(held >> bits) & 31]
    }
  }
  return result
}
