import { expect, test } from 'vitest'
import { wordTable } from './word-table.ts'

test('a table of words knows its own entries and nothing that every object has', () => {
  const table = wordTable({ a: 1 })
  expect(table.a).toBe(1)
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'b'])
    expect(table[name]).toBeUndefined()
})
