import { describe, expect, test } from 'vitest'
import type { StationHoldings } from '../../contract/holdings.ts'
import { breachNoticeOn, breachNoticeRows, filledNotice, workingDaysAfter } from './breach-notice.ts'

const holdings: StationHoldings = {
  clinicId: 'demo',
  stationId: 'station1',
  name: 'Кабинет 3',
  madeAt: '2026-11-26T09:00:00.000Z',
  source: 'server',
  lastContactAt: '2026-11-24T21:30:00.000Z',
  revoked: false,
  people: [],
  reach: 'clinic',
  counts: { patient: 2, visit: 17 },
  patients: [],
}
const given = { organization: 'УЗ «Примерская ЦРБ»', knownOn: '2026-11-26', typeName: (type: string) => type }

test('three working days leave out the weekend', () => {
  expect(workingDaysAfter('2026-11-26', 3)).toBe('2026-12-01')
  expect(workingDaysAfter('2026-11-23', 3)).toBe('2026-11-26')
  expect(workingDaysAfter('2026-11-28', 1)).toBe('2026-11-30')
})

describe('the draft of the notice', () => {
  test.each(['ru', 'be'] as const)('in %s holds the figures and leaves no place unfilled', (language) => {
    const text = filledNotice(breachNoticeOn('2026-11-26')!, holdings, given, language).join('\n')
    for (const expected of [
      'УЗ «Примерская ЦРБ»',
      '26.11.2026',
      '01.12.2026',
      'Кабинет 3',
      'visit 17',
      '25.11.2026',
    ])
      expect(text).toContain(expected)
    expect(text).not.toMatch(/[{}]/)
  })
  test('says loudly that the PC still has its access', () => {
    const text = (revoked: boolean) =>
      filledNotice(breachNoticeOn('2026-11-26')!, { ...holdings, revoked }, given, 'ru').join('\n')
    expect(text(false)).toContain('НЕ ОТОЗВАН')
    expect(text(true)).not.toContain('НЕ ОТОЗВАН')
  })
  test('is dated data with its source, and Belarusian where it should be', () => {
    for (const { source, validFrom, paragraphs, title, addressee } of breachNoticeRows) {
      expect(source).toMatch(/\[[ABC]/)
      expect(validFrom).toMatch(/^\d{4}-/)
      expect([...paragraphs.be, title.be, addressee.be].join(' ')).not.toMatch(/[ищъ]/i)
    }
  })
})
