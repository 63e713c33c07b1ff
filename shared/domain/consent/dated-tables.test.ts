import { describe, expect, test } from 'vitest'
import { consentKinds } from './consent.schema.ts'
import { consentRuleRows } from './consent-rules.ts'
import { consentTextOf, consentTextOn, consentTexts } from './consent-texts.ts'
import { type DatedRow, rowsOn } from './dated-rows.ts'
import { legalGroundRows } from './legal-grounds.ts'
import { restrictionGroundRows } from './restriction-grounds.ts'

const tables: Record<string, readonly (DatedRow & { code?: string; kind?: string; id?: string })[]> = {
  consentRuleRows,
  consentTexts,
  legalGroundRows,
  restrictionGroundRows,
}

describe.each(Object.entries(tables))('the dated table %s', (_name, rows) => {
  test('says of each row since when it counts, and how sure its source is', () => {
    for (const { validFrom, validTo, source } of rows) {
      expect(validFrom).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(validTo === undefined || validTo >= validFrom).toBe(true)
      expect(source).toMatch(/\[[ABC]/)
    }
  })
})

test('there is one text and one rule of each kind today, in both languages of the papers', () => {
  for (const kind of consentKinds) {
    expect(rowsOn(consentRuleRows, '2026-11-22').filter((row) => row.kind === kind)).toHaveLength(1)
    for (const decision of ['permit', 'deny'] as const) {
      const text = consentTextOn(kind, decision, '2026-11-22')!
      expect([text.title.ru, text.title.be, text.text.ru, text.text.be].every(Boolean)).toBe(true)
      expect(text.title.be + text.text.be).not.toMatch(/[ищъ]/i)
      expect(text.title.ru + text.text.ru).not.toMatch(/[іў]/i)
    }
  }
})

test('a row counts on its first and on its last day', () => {
  const rows = [{ validFrom: '2026-01-01', validTo: '2026-01-31', source: '' }]
  const on = (day: string) => rowsOn(rows, day).length
  expect([on('2025-12-31'), on('2026-01-01'), on('2026-01-31'), on('2026-02-01')]).toEqual([0, 1, 1, 0])
})

test('a record made by a text of a newer program is shown with the text of its day', () => {
  const consent = {
    textVersion: 'central-system/deny/9',
    kind: 'central-system',
    decision: 'deny',
    givenAt: '2026-11-22T09:00:00Z',
  }
  expect(consentTextOf(consent as never)?.id).toBe('central-system/deny/1')
})
