import { expect, test } from 'vitest'
import { formatPhone, normalizePhone } from './phone.ts'

test.each([
  ['+375 29 123-45-67', '+375291234567'],
  ['80291234567', '+375291234567'],
  ['8 (029) 123 45 67', '+375291234567'],
  ['291234567', '+375291234567'],
  ['375291234567', '+375291234567'],
  ['8-02131-2-34-56', '+375213123456'],
  ['+48 601 234 567', '+48601234567'],
])('%s is %s', (text, phone) => {
  expect(normalizePhone(text)).toBe(phone)
})
test.each(['', '12-34', 'у соседей', '2-34-56', '+12'])('"%s" is not read', (text) => {
  expect(normalizePhone(text)).toBeUndefined()
})
test('is shown in groups; what is not ours stays', () => {
  expect(formatPhone('+375291234567')).toBe('+375 29 123-45-67')
  expect(formatPhone('555-123')).toBe('555-123')
})
