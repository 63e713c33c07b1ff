import { describe, expect, it } from 'vitest'
import { commonPacking, newestPacking, packingWords } from './packing.ts'

const digest = async (text: string) => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

describe('the words of packed bodies', () => {
  it('never change once they are released: better ones get the next number', async () => {
    expect(await Promise.all(packingWords.map(digest))).toEqual([
      '9032bbfd33ec4c6ba5f399726e2961d1dc82b37ff0a4c3d31562871c999c16c7',
    ])
  })

  it('fit into one plain block, and into what deflate can point back to together with a body', () => {
    for (const words of packingWords) expect(new TextEncoder().encode(words).length).toBeLessThan(24_000)
  })

  it('are the newest that both sides know, or none', () => {
    expect([commonPacking('1'), commonPacking('99')]).toEqual([1, newestPacking])
    expect([undefined, null, '', '0', '-1', 'x', '1.5'].map(commonPacking)).toEqual(Array(7).fill(undefined))
  })
})
