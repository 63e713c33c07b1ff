import { expect, it } from 'vitest'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import type { OpenOptions } from '../options.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { answer } from '../testing/scripted-server.ts'
import { testContext } from '../testing/test-workplace.ts'
import { createLine } from './line.ts'

/** A start of the program on this PC while its clock says this. */
function start(local: LocalStore, nowMs: number, serverMs: number) {
  const clock = { now: () => nowMs }
  const context = { ...testContext('one'), clock, hybridClock: createHybridClock(clock, 'one') }
  const fetch = async () => answer(200, {}, { date: new Date(serverMs).toUTCString() })
  return { context, line: createLine(local, { clock, context, fetch } as unknown as OpenOptions) }
}

it('a clock that was put right is not called wrong by a contact that was dated while it was ahead', async () => {
  const values = new Map<string, object>()
  const local = {
    get: (key: string) => values.get(key),
    put: async (key: string, value: object) => void values.set(key, value),
  } as unknown as LocalStore
  const rightMs = Date.UTC(2026, 10, 26)
  const { line } = start(local, Date.UTC(2031, 0), rightMs)
  await line.askClinic('/anything', line.signal)
  const nowhere = { complete: false, places: new Map(), durable: () => undefined, isOpen: () => false }
  const keep = ({ keeper, facts, offMs }: typeof line) => {
    const { lastContactMs } = keeper.status.get()
    return facts.keep({ firstSyncDone: true, lastContactMs, offMs: offMs(), ...nowhere })
  }
  await keep(line)

  // The second start without a line as the first.
  for (const hours of [1, 2]) {
    const after = start(local, rightMs + hours * 3_600_000, rightMs)
    expect(after.context.hybridClock.offMs()).toBeUndefined()
    expect(after.context.hybridClock.next()).toContain(`2026-11-26T0${hours}:00`)
    expect(after.line.keeper.status.get()).not.toHaveProperty('remarks')
    await keep(after.line)
  }
})
