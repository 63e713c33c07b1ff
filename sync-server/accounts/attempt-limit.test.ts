import { expect, it } from 'vitest'
import { createAttemptLimit } from './attempt-limit.ts'

it('nobody waits for years when the clock of the server was put back', () => {
  const clock = { nowMs: Date.UTC(2031, 0), now: () => clock.nowMs }
  const limit = createAttemptLimit(clock)
  for (let failure = 0; failure < 6; failure++) limit.failed('doctor')
  expect(limit.waitMs('doctor')).toBe(2000)
  clock.nowMs = Date.UTC(2026, 0)
  expect(limit.waitMs('doctor')).toBe(2000)
})
