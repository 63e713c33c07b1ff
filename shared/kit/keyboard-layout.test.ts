import { expect, test } from 'vitest'
import { inOtherLayout } from './keyboard-layout.ts'

test('Latin keys are read as Russian first', () => {
  expect(inOtherLayout('Bdfyjd')[0]).toBe('иванов')
})
test('letters on the keys of signs are read too', () => {
  expect(inOtherLayout('{jl;tdf')[0]).toBe('ходжева')
  expect(inOtherLayout('<jylfhm')[0]).toBe('бондарь')
})
test('the Belarusian layout is the second reading where it differs', () => {
  expect(inOtherLayout('Rfdfk`o')).toEqual(['кавалёщ', 'кавалёў'])
})
test('Cyrillic keys are read as Latin', () => {
  expect(inOtherLayout('Шмфтщм')).toEqual(['ivanov'])
})
test('words with digits stay what they are', () => {
  expect(inOtherLayout('Bdfyjd 12.03.1957')[0]).toBe('иванов 12.03.1957')
})
test('digits alone have no other reading', () => {
  expect(inOtherLayout('1957')).toEqual([])
})
