import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findJsonError } from './json-error.ts'

describe('the place where a text stops being JSON', () => {
  test.each([
    ['{"a": 1,}', 1, 9],
    ['{"a": 1\n "b": 2}', 2, 2],
    ['[1, 2', 1, 6],
    ['', 1, 1],
    ['{"a": tru}', 1, 7],
    ['{"a": "x\ny"}', 1, 9],
    ['{"a": "\\q"}', 1, 8],
    ['{a: 1}', 1, 2],
    ['[1] 2', 1, 5],
    ['{"a" 1}', 1, 6],
    ['[1}', 1, 3],
    ['<html>', 1, 1],
    ['[01]', 1, 3],
  ])('%j breaks at line %i, column %i', (text, line, column) => {
    expect(findJsonError(text)).toMatchObject({ line, column })
  })

  test('a cut file is told from a wrong character', () => {
    expect(findJsonError('{"a": [1,')?.atEnd).toBe(true)
    expect(findJsonError('{"a": [1,]')?.atEnd).toBe(false)
  })

  test('deep nesting does not overflow', () => {
    expect(findJsonError('['.repeat(200_000))?.atEnd).toBe(true)
  })

  test('agrees with JSON.parse on every text', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '{', ']', '\\', '\n', 'x', '0'))
      .map(([json, at, insert]) => {
        const place = at % (json.length + 1)
        return json.slice(0, place) + insert + json.slice(place + (insert === '' ? 1 : 0))
      })
    fc.assert(
      fc.property(damaged, (text) => {
        let sound = true
        try {
          JSON.parse(text)
        } catch {
          sound = false
        }
        expect(findJsonError(text) === undefined).toBe(sound)
      }),
      { numRuns: 500 },
    )
  })
})
