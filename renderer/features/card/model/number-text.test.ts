import { expect, it } from 'vitest'
import { measuredText } from './number-text.ts'

it('shows a computed index without its tail', () => expect(measuredText(22.45413566598784)).toBe('22,45'))
it('keeps what a laboratory gives', () => {
  expect([5.43, 36.6, 120, 0.014, 0].map(measuredText)).toEqual(['5,43', '36,6', '120', '0,014', '0'])
})
it('keeps three digits of a value below one', () => expect(measuredText(0.0356789)).toBe('0,0357'))
