import { describe, expect, it } from 'vitest'
import { chainOf, forged } from '#shared/domain/audit/audit-chain.fixture.ts'
import { createCarriedEvents } from './carried-events.ts'
import { memoryLocal, memoryStore } from './memory-audit.fixture.ts'
import { createSentMarks } from './sent-marks.ts'

const entries = (count: number) => Array.from({ length: count }, () => ({ action: 'printed' as const }))
const fap = chainOf(entries(9), undefined, 'fap')
function setup(station = 'pc1') {
  const [store, local] = [memoryStore(), memoryLocal()]
  const sent = createSentMarks(local, station)
  return { store, sent, carried: createCarriedEvents({ store, local, sent, station, clinicId: 'demo' }) }
}

describe('the trace of access in courier files', () => {
  it('L12 is taken once, in parts that overlap, and waits until the server has it', async () => {
    const { carried, store, sent } = setup()
    await carried.take(fap.slice(0, 4))
    expect(await carried.take(fap.slice(2))).toEqual({ events: fap.slice(2), harmed: 0 })
    expect(store.held.size).toBe(9)
    const key = 'fap.a1'
    expect(carried.isOnServer({ [key]: 9 })).toBe(false)
    expect(await carried.waiting('other')).toEqual(fap)
    expect(await carried.waiting('fap')).toEqual([])
    await sent.put({ station: 'fap', chain: 'a1' }, 6)
    expect((await carried.waiting('other')).map(({ number }) => number)).toEqual([7, 8, 9])
    await carried.confirm({ [key]: 9 })
    expect(carried.isOnServer({ [key]: 9 })).toBe(true)
    expect(await carried.waiting('other')).toEqual([])
  })

  it('L12 shows what was altered or put in on the way, and takes what was recorded', async () => {
    const altered = fap.map((event, at) => (at === 3 ? { ...event, patientId: 'patient:9' } : event))
    const cases = [
      { given: altered, harmed: 1, kept: 8 },
      { given: fap.filter((_, at) => at !== 3), harmed: 0, kept: 8 },
      {
        given: [...fap.slice(0, 3), forged(fap[3]!, { patientId: 'patient:9' }), ...fap.slice(4)],
        harmed: 1,
        kept: 9,
      },
      { given: [...fap, 7, { id: 'audit-event:x' }], harmed: 2, kept: 9 },
    ]
    for (const { given, harmed, kept } of cases) {
      const { carried, store } = setup()
      expect((await carried.take(given)).harmed).toBe(harmed)
      expect(store.held.size).toBe(kept)
    }
  })

  it('L12 brings both events of one number, when the disk of a PC was set back', async () => {
    const { carried } = setup()
    await carried.take(fap)
    await carried.confirm({ 'fap.a1': 9 })
    const again = [forged(fap[7]!, { count: 2 })]
    expect((await carried.take(again)).harmed).toBeGreaterThan(0)
    expect((await carried.waiting('other')).map(({ id }) => id)).toContain(again[0]!.id)
  })

  it('L12 takes nothing of its own chain from others, and a receipt ends its own waiting', async () => {
    const { carried, store } = setup('fap')
    await carried.take(fap)
    expect(store.held.size).toBe(0)
    await store.add(fap)
    expect(await carried.waiting('pc1')).toEqual(fap)
    await carried.confirm({ 'fap.a1': 9 })
    expect(carried.isOnServer({ 'fap.a1': 9 })).toBe(true)
  })
})
