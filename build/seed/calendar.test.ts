import { expect, it } from 'vitest'
import {
  addMonths,
  dayFromIso,
  dayOf,
  instantAt,
  isoDay,
  isWorkingDay,
  workingDayFrom,
  workingDayUntil,
} from './calendar.ts'

it('counts days by the wall clock of Belarus', () => {
  expect(isoDay(dayOf(Date.parse('2026-11-22T20:59:59Z')))).toBe('2026-11-22')
  expect(isoDay(dayOf(Date.parse('2026-11-22T21:00:00Z')))).toBe('2026-11-23')
  expect(instantAt(dayFromIso('2026-11-23'), 8 * 60 + 30)).toBe('2026-11-23T05:30:00.000Z')
})

it('adds months and stays within the month', () => {
  expect(isoDay(addMonths(dayFromIso('2026-01-31'), 1))).toBe('2026-02-28')
  expect(isoDay(addMonths(dayFromIso('2024-02-29'), -12))).toBe('2023-02-28')
})

it('works on weekdays that are not holidays', () => {
  expect(isWorkingDay(dayFromIso('2026-11-20'))).toBe(true)
  expect(isWorkingDay(dayFromIso('2026-11-21'))).toBe(false)
  expect(isWorkingDay(dayFromIso('2026-11-22'))).toBe(false)
  expect(isoDay(workingDayFrom(dayFromIso('2026-12-25')))).toBe('2026-12-28')
  expect(isoDay(workingDayUntil(dayFromIso('2026-03-08')))).toBe('2026-03-06')
})
