import { describe, expect, test } from 'vitest'
import { collectionNames } from '../registry.ts'
import { sourceMarkOf } from './dated-rows.ts'
import { retentionOn, retentionRows, storedUntil } from './retention.ts'

describe('storage periods', () => {
  test('are dated rows with their source, one for a type on a day', () => {
    for (const { validFrom, source, years } of retentionRows) {
      expect(validFrom).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(source).toMatch(/\[[ABC]/)
      expect(years).toBeGreaterThan(0)
    }
    const types = retentionOn('2026-11-26').flatMap((row) => row.types)
    expect(new Set(types).size).toBe(types.length)
    expect(types.length).toBeLessThanOrEqual(collectionNames.length)
  })
  test('are as sure as the weakest part of their source', () => {
    expect(sourceMarkOf('An act, art. 16 [A for the term]; own wording [C]')).toBe('C')
    expect(sourceMarkOf('An act [A]; an article about it [B: 2025]')).toBe('B')
    expect(sourceMarkOf('An act [A]')).toBe('A')
    expect(sourceMarkOf('Somebody said so')).toBe('C')
  })
  test('end on the day itself some years later', () => {
    expect(storedUntil('2001-11-26T08:00:00Z', 25)).toBe('2026-11-26')
    expect(storedUntil('2000-02-29', 25)).toBe('2025-03-01')
    expect(storedUntil('2001', 25)).toBe('2026-12-31')
    expect(storedUntil('2001-05', 25)).toBe('2026-12-31')
  })
})
