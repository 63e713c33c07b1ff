import { describe, expect, it } from 'vitest'
import { hasSlowPattern, patternOf } from './pattern.ts'
import { createPatternBudget } from './pattern-budget.ts'

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
