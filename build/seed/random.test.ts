import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'

const series = (...labels: (string | number)[]) => {
  const random = createRandom(...labels)
  return Array.from({ length: 5 }, () => random.next())
}

describe('the repeatable source of chance', () => {
  it('gives the same series for the same labels and another for others', () => {
    expect(series(1, 'health', 7)).toEqual(series(1, 'health', 7))
    expect(series(1, 'health', 7)).not.toEqual(series(1, 'health', 8))
    expect(series(1, 'health', 7)).not.toEqual(series(2, 'health', 7))
  })

  it('spreads neighbouring streams evenly', () => {
    const firsts = Array.from({ length: 2000 }, (_, index) => createRandom(1, 'x', index).next())
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length
    expect(mean).toBeGreaterThan(0.47)
    expect(mean).toBeLessThan(0.53)
  })

  it('keeps whole numbers within their bounds and reaches both', () => {
    const random = createRandom('bounds')
    const seen = new Set(Array.from({ length: 300 }, () => random.int(3, 6)))
    expect([...seen].sort()).toEqual([3, 4, 5, 6])
  })

  it('picks by weight and never what weighs nothing', () => {
    const random = createRandom('weights')
    const picks = Array.from({ length: 1000 }, () =>
      random.weighted(['a', 'b', 'c'], (item) => ({ a: 3, b: 1, c: 0 })[item] as number),
    )
    expect(picks).not.toContain('c')
    expect(picks.filter((item) => item === 'a').length).toBeGreaterThan(650)
  })
})
