import { describe, expect, it } from 'vitest'
import { createHybridClock, parseHybridTime } from './hybrid-clock.ts'

const at = (text: string) => Date.parse(text)

describe('the hybrid clock', () => {
  it('goes on after every stamp it saw, whatever the PC says', () => {
    const clock = createHybridClock({ now: () => at('2026-11-25T08:00:00Z') }, 'a')
    clock.observe('2026-11-25T09:00:00.000Z-0004-b')
    expect(clock.next()).toBe('2026-11-25T09:00:00.000Z-0005-a')
    expect(clock.next() > '2026-11-25T09:00:00.000Z-0004-b').toBe(true)
  })

  it('goes by the server when this PC is years off', () => {
    const nowMs = at('2029-11-25T08:00:00Z')
    const clock = createHybridClock({ now: () => nowMs }, 'a')
    clock.learnOff(nowMs - at('2026-11-25T08:00:00Z'))
    expect(clock.next()).toMatch(/^2026-11-25T08:00:00/)
    expect(clock.offMs()).toBe(nowMs - at('2026-11-25T08:00:00Z'))
    clock.observe('2028-01-01T00:00:00.000Z-0000-wrong')
    expect(parseHybridTime(clock.next())!.timeMs).toBeLessThan(at('2026-11-26T00:00:00Z'))
  })

  it('does not mind a minute', () => {
    const clock = createHybridClock({ now: () => at('2026-11-25T08:01:00Z') }, 'a')
    clock.learnOff(60_000)
    expect(clock.offMs()).toBeUndefined()
    expect(clock.next()).toMatch(/^2026-11-25T08:01:00/)
  })

  it.each([
    ['behind', '2010-01-01T00:10:00Z'],
    ['ahead', '2029-11-25T08:00:00Z'],
  ])('goes by a clock that was years %s when somebody puts it right', (_how, wrong) => {
    let nowMs = at(wrong)
    const clock = createHybridClock({ now: () => nowMs }, 'a')
    clock.learnOff(nowMs - at('2026-11-25T08:00:00Z'))
    nowMs += 7 * 24 * 3_600_000
    expect(clock.next()).toMatch(/^2026-12-02T08:00:00/)
    nowMs = at('2026-12-02T08:05:00Z')
    expect(clock.offMs()).toBeUndefined()
    expect(clock.next()).toMatch(/^2026-12-02T08:05:00/)
  })
})
