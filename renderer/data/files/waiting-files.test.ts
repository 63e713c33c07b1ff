import { expect, it } from 'vitest'
import { createWaitingFiles } from './waiting-files.ts'

it('what the server refused is tried again, also when the clock was put back meanwhile', () => {
  const clock = { nowMs: Date.UTC(2031, 0), now: () => clock.nowMs }
  const waiting = createWaitingFiles(() => Promise.reject(new Error('no disk')), clock, undefined)
  waiting.progress('file:a', { sent: 0, total: 1, refused: 'forbidden' } as never)
  expect(waiting.mayTry('file:a')).toBe(false)
  clock.nowMs = Date.UTC(2026, 0)
  expect(waiting.mayTry('file:a')).toBe(true)
})
