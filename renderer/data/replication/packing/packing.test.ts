import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packedType, packedUpTo, packingWords } from '#shared/contract/packing.ts'
import { testContext, testPatient } from '../../testing/test-workplace.ts'
import { createDeflate } from './deflate.ts'
import { packingOf, packText, unpackText } from './packing.ts'

const words = packingWords[0]!
const roundTrip = (text: string) => unpackText([packText(text, 1)!], 1)

describe('packed bodies', () => {
  it('come out as they went in, whatever they say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 3000 }), async (text) => {
        expect(await roundTrip(text)).toBe(text)
      }),
      { numRuns: 100 },
    )
  })

  it('come out as they went in where they quote the words, repeat themselves, or say nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.tuple(fc.nat(words.length), fc.nat(400)).map(([from, size]) => words.slice(from, from + size)),
            fc.tuple(fc.string({ minLength: 1, maxLength: 5 }), fc.nat(300)).map(([a, n]) => a.repeat(n)),
          ),
          { maxLength: 8 },
        ),
        async (parts) => {
          const text = parts.join('')
          if (text.length < 10_000) expect(await roundTrip(text)).toBe(text)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('need no word in common', async () => {
    const text = 'Жалобы на кашель'
    const bytes = createDeflate(new Uint8Array())(new TextEncoder().encode(text))
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    expect(await new Response(stream).text()).toBe(text)
  })

  it('take half of what the same patient takes without words', async () => {
    const text = JSON.stringify(testPatient(testContext('packing')))
    const plain = createDeflate(new Uint8Array())(new TextEncoder().encode(text))
    expect(packText(text, 1)!.length).toBeLessThan(plain.length / 1.8)
  })

  it('are not made of what is too long to gain by it, and fail when they are cut', async () => {
    expect(packText('ы'.repeat(packedUpTo / 2 + 1), 1)).toBeUndefined()
    const packed = packText('Живот мягкий, безболезненный. Явка через 3 дня.', 1)!
    await expect(unpackText([packed.slice(0, -4)], 1)).rejects.toThrow()
  })

  it('are told by their type', () => {
    expect(packingOf(packedType(1))).toBe(1)
    const others = [null, 'application/json', packedType(999), 'application/vnd.lekar.packed; words=0']
    expect(others.map(packingOf)).toEqual([undefined, undefined, undefined, undefined])
  })
})
