import { expect, test } from 'vitest'
import { foldPayerNumber, isPayerNumber } from './payer-number.ts'

test('a number whose weighted sum agrees with its last digit is accepted', () => {
  // 1*29 + 0*23 + ... + 8 zeros: 29 mod 11 = 7.
  expect(isPayerNumber('100000007')).toBe(true)
  // 29+46+57+68+65+42+35+24 = 366; 366 mod 11 = 3.
  expect(isPayerNumber('123456783')).toBe(true)
})

test('every other last digit is refused', () => {
  for (const digit of '012456789') expect(isPayerNumber(`12345678${digit}`), digit).toBe(false)
})

test('a remainder of ten is never a number', () => {
  // 2*29 + 4*3 = 70; 70 mod 11 = 4; 20000002x: 58 + 6 = 64, 64 mod 11 = 9; 30000000x: 87 mod 11 = 10.
  for (const digit of '0123456789') expect(isPayerNumber(`30000000${digit}`), digit).toBe(false)
})

test('spaces and Cyrillic letters are folded', () => {
  expect(foldPayerNumber(' 123 456 783 ')).toBe('123456783')
  expect(foldPayerNumber('мв1234567')).toBe('MB1234567')
})

test('too short, too long and strange letters are refused', () => {
  for (const text of ['', '12345678', '1234567833', 'ЖЖ1234567', 'XX1234567'])
    expect(isPayerNumber(text)).toBe(false)
})
