import { codeLengths, codesOf } from './huffman.ts'
import { createMatcher, type Step } from './matches.ts'

/**
 * Deflate (RFC 1951) against a dictionary: a text points into words that both sides know. The browser's own compressor
 * takes no dictionary. One block with a code of its own; for texts of a few kilobytes.
 */
export function createDeflate(dictionary: Uint8Array): (text: Uint8Array) => Uint8Array<ArrayBuffer> {
  const matcher = createMatcher(dictionary)
  return (text) => writeBlock(matcher(text))
}

const endOfBlock = 256
/** The first length or distance of each code, and how many bits tell the rest. */
const lengthCodes = rangesOf(
  3,
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5],
)
const distanceCodes = rangesOf(
  1,
  [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
)
/** The greatest length has a code of its own. */
lengthCodes.push({ from: 258, bits: 0 })
const orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

interface Range {
  from: number
  bits: number
}
function rangesOf(first: number, bitsOf: number[]): Range[] {
  let from = first
  return bitsOf.map((bits) => {
    const range = { from, bits }
    from += 1 << bits
    return range
  })
}
const codeFor = (ranges: Range[], value: number) => ranges.findLastIndex(({ from }) => from <= value)

function createBits() {
  const bytes: number[] = []
  let held = 0
  let count = 0
  return {
    put(value: number, length: number) {
      for (let bit = 0; bit < length; bit++) {
        held |= ((value >> bit) & 1) << count
        if (++count < 8) continue
        bytes.push(held)
        held = count = 0
      }
    },
    end: () => Uint8Array.from(count > 0 ? [...bytes, held] : bytes),
  }
}

function writeBlock(steps: Step[]): Uint8Array<ArrayBuffer> {
  const letters = Array.from({ length: 286 }, () => 0)
  const distances = Array.from({ length: 30 }, () => 0)
  letters[endOfBlock] = 1
  for (const step of steps)
    if ('literal' in step) letters[step.literal]! += 1
    else {
      letters[257 + codeFor(lengthCodes, step.length)]! += 1
      distances[codeFor(distanceCodes, step.distance)]! += 1
    }
  const letterLengths = codeLengths(letters, 15)
  const distanceLengths = codeLengths(distances, 15)
  const [letterCodes, stepCodes] = [codesOf(letterLengths), codesOf(distanceLengths)]
  const bits = createBits()
  // The last block, with codes of its own.
  bits.put(1, 1)
  bits.put(2, 2)
  writeLengths(bits, trimmed(letterLengths, 257), trimmed(distanceLengths, 1))
  const put = (ranges: Range[], value: number, write: (code: number) => void) => {
    const code = codeFor(ranges, value)
    write(code)
    bits.put(value - ranges[code]!.from, ranges[code]!.bits)
  }
  const letter = (symbol: number) => bits.put(letterCodes[symbol]!, letterLengths[symbol]!)
  for (const step of steps)
    if ('literal' in step) letter(step.literal)
    else {
      put(lengthCodes, step.length, (code) => letter(257 + code))
      put(distanceCodes, step.distance, (code) => bits.put(stepCodes[code]!, distanceLengths[code]!))
    }
  letter(endOfBlock)
  return bits.end()
}

/** Without the symbols at the end that are not used. */
function trimmed(lengths: number[], least: number): number[] {
  const last = lengths.findLastIndex((length) => length > 0)
  return lengths.slice(0, Math.max(least, last + 1))
}

/** Both codes, as runs of lengths in a third code. */
function writeLengths(bits: ReturnType<typeof createBits>, letters: number[], distances: number[]): void {
  const runs = runsOf([...letters, ...distances])
  const frequencies = Array.from({ length: 19 }, () => 0)
  for (const { symbol } of runs) frequencies[symbol]! += 1
  // A code of one symbol alone is not understood here.
  if (frequencies.filter((count) => count > 0).length < 2) frequencies[frequencies[0] ? 1 : 0]! += 1
  const lengths = codeLengths(frequencies, 7)
  const codes = codesOf(lengths)
  const inOrder = trimmed(
    orderOfLengths.map((symbol) => lengths[symbol]!),
    4,
  )
  bits.put(letters.length - 257, 5)
  bits.put(distances.length - 1, 5)
  bits.put(inOrder.length - 4, 4)
  for (const length of inOrder) bits.put(length, 3)
  for (const { symbol, extra, extraBits } of runs) {
    bits.put(codes[symbol]!, lengths[symbol]!)
    bits.put(extra, extraBits)
  }
}

interface Run {
  symbol: number
  extra: number
  extraBits: number
}
function runsOf(lengths: number[]): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < lengths.length; ) {
    const value = lengths[at]!
    let count = 1
    while (lengths[at + count] === value) count++
    const repeated = value === 0 ? Math.min(count, 138) : Math.min(count - 1, 6)
    if (value === 0 && repeated >= 11) {
      runs.push({ symbol: 18, extra: repeated - 11, extraBits: 7 })
      at += repeated
    } else if (value === 0 && repeated >= 3) {
      runs.push({ symbol: 17, extra: repeated - 3, extraBits: 3 })
      at += repeated
    } else {
      runs.push({ symbol: value, extra: 0, extraBits: 0 })
      at += 1
      if (value > 0 && repeated >= 3) {
        runs.push({ symbol: 16, extra: repeated - 3, extraBits: 2 })
        at += repeated
      }
    }
  }
  return runs
}
