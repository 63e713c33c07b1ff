import { expect, it } from 'vitest'
import { isPayerNumber } from './payer-number.ts'

it('An УНП has nine digits and its check digit', () => {
  expect(['100325912', '399999991'].map(isPayerNumber)).toEqual([true, true])
  // Every other last digit, a swapped pair, a short and a foreign one.
  const wrong = [...'013456789'].map((digit) => `10032591${digit}`)
  expect([...wrong, '100352912', '10032591', '1003259120', 'АВ0325912', ''].some(isPayerNumber)).toBe(false)
})
