import { packingWords1 } from './packing-words.ts'

/**
 * Small bodies are deflated against words that both sides know: a visit takes a third of what gzip makes of it. Each
 * side says in a header up to which number it can unpack; who says nothing gets what CouchDB's clients get.
 */
export const packingHeader = 'lekar-packing'

/** The words by number. What was released stays; a better one is added with the next number. */
export const packingWords: readonly string[] = [packingWords1]
export const newestPacking = packingWords.length

/** The `content-encoding` of a packed request. */
export const packedEncoding = (number: number): string => `lekar-${number}`
/** The type of a packed answer: an encoding that a browser does not know would not come through every shell. */
export const packedType = (number: number): string => `application/vnd.lekar.packed; words=${number}`

/** Longer bodies are packed as everybody's: the words are little help, and browsers unpack them while they come. */
export const packedUpTo = 24_000

/** The newest packing that both sides know; undefined for none. @param header what the other side said */
export function commonPacking(header: string | null | undefined): number | undefined {
  const theirs = Number(header)
  return Number.isInteger(theirs) && theirs > 0 ? Math.min(theirs, newestPacking) : undefined
}
