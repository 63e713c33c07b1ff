import { expect, test } from 'vitest'
import { parseTypedDate } from './typed-date.ts'

test.each([
  ['12.03.1957', '1957-03-12'],
  [' 12.3.1957 г.', '1957-03-12'],
  ['12/03/1957', '1957-03-12'],
  ['12 03 1957', '1957-03-12'],
  ['12031957', '1957-03-12'],
  ['03.1957', '1957-03'],
  ['1957', '1957'],
  ['1957-03-12', '1957-03-12'],
  ['29.02.2024', '2024-02-29'],
])('%s is %s', (text, date) => {
  expect(parseTypedDate(text)).toBe(date)
})
test.each(['', '31.02.1957', '29.02.2023', '12.13.1957', '12.03.57', '12.03', 'вчера', '1.2.3.4', '.'])(
  '"%s" is not a date',
  (text) => {
    expect(parseTypedDate(text)).toBeUndefined()
  },
)
