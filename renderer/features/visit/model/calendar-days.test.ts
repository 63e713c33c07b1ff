import { describe, expect, it } from 'vitest'
import { asMinskClock, fromMinskClock } from './calendar-days.ts'

describe('the clock of a picker', () => {
  it('shows the hour and the day in Minsk whatever zone the PC has', () => {
    const shown = asMinskClock('2026-11-22T22:30:00.000Z')
    expect([shown.getMonth(), shown.getDate(), shown.getHours(), shown.getMinutes()]).toEqual([10, 23, 1, 30])
  })

  it('gives back the moment it showed', () => {
    for (const moment of ['2026-01-01T00:00:00.000Z', '2026-07-01T21:15:00.000Z'])
      expect(fromMinskClock(asMinskClock(moment))).toBe(moment)
  })
})
