import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { onWakeUp } from './wake-ups.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('a PC that was asleep is noticed, a hidden window’s slow timers are not', async () => {
  let nowMs = 0
  const wake = vi.fn()
  const end = onWakeUp(wake, { now: () => nowMs })
  for (const gapMs of [30_000, 60_000, 61_000]) {
    nowMs += gapMs
    await vi.advanceTimersByTimeAsync(30_000)
  }
  expect(wake).not.toHaveBeenCalled()
  nowMs += 8 * 3_600_000
  await vi.advanceTimersByTimeAsync(30_000)
  expect(wake).toHaveBeenCalledOnce()
  end()
})
