import { describe, expect, test } from 'vitest'
import {
  foldPersonalNumber,
  personalNumberCheckDigit,
  personalNumberProblems,
  readPersonalNumber,
} from './personal-number.ts'

const withDigit = (first13: string) => `${first13}${personalNumberCheckDigit(first13)}`
const codes = (folded: string, person = {}) => personalNumberProblems(folded, person).map((p) => p.code)

describe('the check digit', () => {
  test('of the published example 0000000A000PB is 2', () => {
    expect(personalNumberCheckDigit('0000000A000PB')).toBe(2)
  })
  test('changes with any one character', () => {
    const first13 = '3120357A001PB'
    for (let place = 0; place < 13; place++) {
      const sign = first13[place]!
      const other = /\d/.test(sign) ? String((Number(sign) + 1) % 10) : sign === 'Z' ? 'A' : 'B'
      if (other === sign) continue
      const changed = first13.slice(0, place) + other + first13.slice(place + 1)
      expect(personalNumberCheckDigit(changed), `place ${place}`).not.toBe(personalNumberCheckDigit(first13))
    }
  })
})

describe('folding', () => {
  const good = withDigit('3120357A001PB')
  test('lower case, spaces and dashes go', () => {
    expect(foldPersonalNumber(` 312 0357-${good.slice(7).toLowerCase()} `)).toBe(good)
  })
  test('Cyrillic look-alikes become Latin', () => {
    expect(foldPersonalNumber(good.replace('A', 'А').replace('PB', 'РВ'))).toBe(good)
    expect([...'АВСЕНКМОРТХІ'].map((sign) => foldPersonalNumber(`3120357${sign}`)[7]).join('')).toBe(
      'ABCEHKMOPTXI',
    )
  })
  test('letters typed with the Russian layout left on become what the keys say', () => {
    expect(foldPersonalNumber(good.replace('A', 'ф').replace('PB', 'зи'))).toBe(good)
    expect(foldPersonalNumber('3120357Р001ЗИ5')).toBe('3120357H001PB5')
  })
  test('a letter O in the place of a digit becomes zero', () => {
    expect(foldPersonalNumber('312O357AOО1PB5')).toBe('3120357A001PB5')
  })
})

describe('reading', () => {
  test.each([
    ['1', 'male', '18'],
    ['2', 'female', '18'],
    ['3', 'male', '19'],
    ['4', 'female', '19'],
    ['5', 'male', '20'],
    ['6', 'female', '20'],
  ])('first digit %s states %s, %s..', (digit, sex, century) => {
    expect(readPersonalNumber(withDigit(`${digit}120307A001PB`))).toEqual({
      sex,
      birthDate: `${century}07-03-12`,
    })
  })
  test('a day that does not exist states nothing', () => {
    expect(readPersonalNumber(withDigit('3310257A001PB'))).toBeUndefined()
  })
})

describe('problems', () => {
  const good = withDigit('4120357A001PB')
  test('a good number has none', () => {
    expect(codes(good, { sex: 'female', birthDate: '1957-03-12' })).toEqual([])
  })
  test('pattern, check digit and impossible day are errors, one at a time', () => {
    expect(codes('712035')).toEqual(['personal-number.pattern'])
    expect(codes(`${good.slice(0, 13)}${(Number(good[13]) + 1) % 10}`)).toEqual([
      'personal-number.check-digit',
    ])
    expect(codes(withDigit('4310257A001PB'))).toEqual(['personal-number.date'])
  })
  test('a disagreement with sex and birth date is a warning each', () => {
    const problems = personalNumberProblems(good, { sex: 'male', birthDate: '1957-12-03' })
    expect(problems.map((p) => [p.code, p.severity])).toEqual([
      ['personal-number.sex', 'warning'],
      ['personal-number.birth-date', 'warning'],
    ])
  })
  test('a birth date known to the year is compared to the year', () => {
    expect(codes(good, { birthDate: '1957' })).toEqual([])
    expect(codes(good, { birthDate: '1958' })).toEqual(['personal-number.birth-date'])
  })
  test('an unknown sex disagrees with nothing', () => {
    expect(codes(good, { sex: 'unknown' })).toEqual([])
  })
})
