import { describe, expect, it } from 'vitest'
import { parseTypedDate } from '#shared/kit/typed-date.ts'
import { shownDate, withPoints } from './date-text.ts'
import { parseTypedNumber, shownNumber } from './number-text.ts'

describe('a typed date', () => {
  it.each([
    ['12.03.1980', '1980-03-12'],
    ['1.3.1980', '1980-03-01'],
    ['12031980', '1980-03-12'],
    ['12/03/1980', '1980-03-12'],
    ['12 03 1980', '1980-03-12'],
    ['12,03,1980', '1980-03-12'],
    ['1980-03-12', '1980-03-12'],
    ['03.1980', '1980-03'],
    ['1980', '1980'],
  ])('reads %s', (text, date) => {
    expect(parseTypedDate(text)).toBe(date)
  })

  it.each(['31.02.1980', '12.13.1980', '12.03.80', '32031980', 'вчера', '', '12.03', '0'])(
    'does not guess what "%s" means',
    (text) => {
      expect(parseTypedDate(text)).toBeUndefined()
    },
  )

  it('shows a date in the order of this country and a mistake as it was typed', () => {
    expect(shownDate('1980-03-12')).toBe('12.03.1980')
    expect(shownDate('1980-03')).toBe('03.1980')
    expect(shownDate('31.02.1980')).toBe('31.02.1980')
  })

  it('puts points only while digits are added', () => {
    expect(withPoints('12031', '1203')).toBe('12.03.1')
    expect(withPoints('1980', '198')).toBe('1980')
    expect(withPoints('12031', '120319')).toBe('12031')
  })
})

describe('a typed number', () => {
  it.each([
    ['36,6', 36.6],
    ['36.6', 36.6],
    ['1 200', 1200],
    ['−2', -2],
    ['0', 0],
  ])('reads %s', (text, value) => {
    expect(parseTypedNumber(text)).toBe(value)
  })

  it.each(['1e5', '12a', '1,2,3', '', 'Infinity', '--1'])('refuses "%s"', (text) => {
    expect(parseTypedNumber(text)).toBeUndefined()
  })

  it('shows a comma, and nothing for no number', () => {
    expect(shownNumber(36.6)).toBe('36,6')
    expect(shownNumber(Number.NaN)).toBe('')
  })
})
