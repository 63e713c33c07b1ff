import { expect, it } from 'vitest'
import { codingInWords } from './visit.words.ts'

it.each([
  ['icd-10', 'I10', 'Гипертензия', 'I10 Гипертензия'],
  ['snomed', '444814009', 'Viral sinusitis', 'SNOMED CT 444814009 Viral sinusitis'],
  ['http://example.org/codes', '7', 'Cough', 'http://example.org/codes 7 Cough'],
  ['text', '-', 'Cough', 'Cough'],
])('writes a code of %s so that nobody takes it for another', (system, code, display, words) => {
  expect(codingInWords({ system, code, display })).toBe(words)
})
