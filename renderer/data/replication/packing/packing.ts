import { packedUpTo, packingWords } from '#shared/contract/packing.ts'
import { createDeflate } from './deflate.ts'

/** Packs requests and unpacks answers against the words of a number; made when first needed. */
interface Words {
  bytes: Uint8Array<ArrayBuffer>
  deflate: (text: Uint8Array) => Uint8Array<ArrayBuffer>
}
const made = new Map<number, Words>()

function wordsOf(number: number): Words {
  const known = made.get(number)
  if (known) return known
  const bytes = new TextEncoder().encode(packingWords[number - 1])
  const words = { bytes, deflate: createDeflate(bytes) }
  made.set(number, words)
  return words
}

/** The packed text; undefined for one that is too long to gain by it. */
export function packText(text: string, number: number): Uint8Array<ArrayBuffer> | undefined {
  if (text.length > packedUpTo) return undefined
  const bytes = new TextEncoder().encode(text)
  return bytes.length > packedUpTo ? undefined : wordsOf(number).deflate(bytes)
}

/**
 * The text of a packed body. The browser's unpacker takes no dictionary; but a block of plain text before the packed one
 * is what it may point into, and is cut off afterwards.
 */
export async function unpackText(
  packed: readonly Uint8Array<ArrayBuffer>[],
  number: number,
): Promise<string> {
  const { bytes } = wordsOf(number)
  const length = new Uint8Array([bytes.length & 255, bytes.length >> 8])
  const head = Uint8Array.of(0, length[0]!, length[1]!, ~length[0]!, ~length[1]!)
  const stream = new Blob([head, bytes, ...packed]).stream()
  const whole = await new Response(stream.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer()
  return new TextDecoder().decode(new Uint8Array(whole, bytes.length))
}

/** The number of words that an answer of this type is packed with; undefined for one that is not packed. */
export function packingOf(contentType: string | null): number | undefined {
  const number = Number(/^application\/vnd\.lekar\.packed; *words=(\d{1,4})$/.exec(contentType ?? '')?.[1])
  return number >= 1 && number <= packingWords.length ? number : undefined
}
