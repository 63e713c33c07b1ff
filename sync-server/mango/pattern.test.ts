import { describe, expect, it } from 'vitest'
import { hasSlowPattern, patternOf } from './pattern.ts'
import { createPatternBudget } from './pattern-budget.ts'
import { patternSize } from './pattern-size.ts'

describe('a pattern', () => {
  it.each(['^(a+)+$', '(x+x+)+y', '(.*)*z', '^([а-яё]|[а-я])+\\d$'])(
    'F4 %s takes no longer than its text, where an engine that goes back takes for ever',
    (text) => {
      const pattern = patternOf(text)
      expect(pattern.isLinear).toBe(true)
      const began = performance.now()
      for (const value of ['a', 'x', 'q', 'я']) expect(pattern.test(`${value.repeat(3000)}!`)).toBe(false)
      expect(performance.now() - began).toBeLessThan(1000)
    },
  )

  it('F1 finds what it found before, by either engine', () => {
    const found = (text: string, value: string) => [patternOf(text).test(value), patternOf(text).isLinear]
    expect(found('^Каш', 'Кашель')).toEqual([true, true])
    expect(found('\\d{2,3}-\\d', 'дом 12-3')).toEqual([true, true])
    expect(found('(?i)КАШЕЛЬ', 'кашель')).toEqual([true, false])
    expect(found('\\p{Lu}', 'слово')).toEqual([false, false])
    expect(found('\\p{Lu}', 'Слово')).toEqual([true, false])
    expect(found('(a)\\1', 'aa')).toEqual([true, false])
    expect(found('^(?=.*a)b', 'ba')).toEqual([true, false])
    expect(found('^.😀$', 'x😀')).toEqual([true, false])
  })

  it.each([
    ['((((a?){15}){15}){15}){15}b', 15 ** 4],
    ['((((((((((((a{15}){15}){15}){15}){15}){15}){15}){15}){15}){15}){15}){15})', 15 ** 12],
  ])('F4 %s is too large for an engine that looks at all of it for each character', (text, atLeast) => {
    expect(patternSize(text)).toBeGreaterThan(atLeast)
    const pattern = patternOf(text)
    expect(pattern.isLinear).toBe(false)
    const began = performance.now()
    try {
      createPatternBudget().run('eva', () => pattern.test('a'.repeat(100_000)))
    } catch (error) {
      expect(String(error)).toContain('timeout')
    }
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it('F4 is as large as its repetitions written out', () => {
    expect(['abc', 'a{3}', '(ab|c){2,10}', '[abc]{2,}', '\\d{4}', 'a{,5}'].map(patternSize)).toEqual([
      3, 3, 50, 15, 8, 5,
    ])
    expect(patternOf(`(${'a?'.repeat(480)})b`).isLinear).toBe(false)
  })

  it('F4 is looked for wherever a selector may hold it', () => {
    expect(hasSlowPattern({ a: { $or: [{ $not: { $regex: '(?=a)' } }] } })).toBe(true)
    expect(hasSlowPattern({ a: { $regex: 'a' }, b: ['(?=a)'] })).toBe(false)
  })
})

describe('the time that patterns may take', () => {
  const evil = () => patternOf('^(?=(a+)+$)').test(`${'a'.repeat(40)}!`)

  it('F4 is one second in ten for a person, in however many queries', () => {
    let laterMs = 0
    const budget = createPatternBudget(() => performance.now() + laterMs)
    const began = performance.now()
    expect(() => budget.run('eva', evil)).toThrow('400 timeout')
    for (let query = 0; query < 20; query++) expect(() => budget.run('eva', evil)).toThrow('429')
    expect(performance.now() - began).toBeLessThan(1900)
    expect(budget.run('doctor', () => 7)).toBe(7)
    laterMs = 10_000
    expect(budget.run('eva', () => 7)).toBe(7)
  })
})
