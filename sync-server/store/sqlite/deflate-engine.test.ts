import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deflateEngine, insideIsKnown, plainEngine } from './deflate-engine.ts'

const dictionary = Buffer.from('"type":"visit","complaints":"жалобы на кашель"'.repeat(20))
const texts = [0, 1, 100, 5000, 65_536, 65_537, 131_071, 131_072, 300_000].flatMap((length) => [
  Buffer.from('"complaints":"кашель" '.repeat(Math.ceil(length / 20))).subarray(0, length),
  randomBytes(length),
])

describe('the engine that packs', () => {
  it('is the fast one in this Node', () => {
    expect(insideIsKnown()).toBe(true)
  })

  it('writes what the plain one reads, and reads what that one writes, at every size', () => {
    const fast = deflateEngine(dictionary)
    const plain = plainEngine(dictionary)
    for (const text of texts) {
      const packed = Buffer.from(fast.pack(text))
      expect(plain.unpack(packed, text.length).equals(text)).toBe(true)
      expect(fast.unpack(Buffer.from(plain.pack(text)), text.length).equals(text)).toBe(true)
    }
    fast.close()
  })

  it('goes on after damaged bytes', () => {
    const fast = deflateEngine(dictionary)
    const text = texts[6]!
    const packed = Buffer.from(fast.pack(text))
    for (const damaged of [
      packed.subarray(0, 9),
      Buffer.from([7, 255, 255, 255]),
      Buffer.alloc(0),
      randomBytes(400),
    ]) {
      expect(() => fast.unpack(damaged, text.length)).toThrow()
      expect(fast.unpack(packed, text.length).equals(text)).toBe(true)
    }
    expect(() => fast.unpack(packed, text.length - 1)).toThrow()
  })
})
