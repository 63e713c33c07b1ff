import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AuditDelivery } from '#shared/contract/audit-log.ts'
import { chainOf } from '#shared/domain/audit/audit-chain.fixture.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { createAuditUpload, gatherMs, keptMs } from './audit-upload.ts'
import { createCarriedEvents } from './carried-events.ts'
import { memoryLocal, memoryStore } from './memory-audit.fixture.ts'
import { createOneAtATime } from './one-at-a-time.ts'
import { createSentMarks } from './sent-marks.ts'

const nowMs = Date.parse('2026-11-22T09:00:00.000Z')
function setup() {
  const store = memoryStore()
  const local = memoryLocal()
  const posted: AuditDelivery[] = []
  let answer: () => unknown = () => ({ refused: [], missing: [] })
  const sent = createSentMarks(local, 'pc1')
  const carried = createCarriedEvents({ store, local, sent, station: 'pc1', clinicId: 'demo' })
  const open = () =>
    createAuditUpload({
      ...{ store, sent, carried },
      station: 'pc1',
      oneAtATime: createOneAtATime(undefined),
      name: 'test',
      async post(body) {
        posted.push(structuredClone(body) as AuditDelivery)
        return answer()
      },
    })
  const upload = open()
  const events = chainOf(Array.from({ length: 450 }, () => ({ action: 'printed' as const })))
  const grow = async (to: number) => {
    await store.add(events.slice(0, to))
    await local.put('audit/newest', { chain: 'a1', number: to })
  }
  const says = (next: typeof answer) => {
    answer = next
  }
  return { store, local, posted, upload, open, carried, grow, says, events }
}
const numbers = ({ events }: AuditDelivery) => events.map(({ number }) => number)

describe('the way of the trace of access to the server', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('L3 asks for the line once in a few minutes, however many cards are opened, and never for nothing', async () => {
    const { upload, posted, grow } = setup()
    for (let opened = 1; opened <= 30; opened++) {
      await grow(opened)
      await vi.advanceTimersByTimeAsync(20_000)
    }
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    expect(posted.flatMap(numbers)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
    expect(posted.length).toBeLessThanOrEqual(2 + Math.ceil((30 * 20_000) / gatherMs))
    await upload.stop()
  })

  it('L3 cuts a long silence into batches and goes on after the last that was taken', async () => {
    const { upload, posted, grow, says } = setup()
    await grow(450)
    says(() => {
      if (posted.length === 2) throw new AppError('network.timeout')
      return { refused: [], missing: [] }
    })
    await upload.sendNow()
    await upload.sendNow()
    await upload.sendNow()
    expect(posted.map((each) => each.events.length)).toEqual([200, 200, 200, 50])
    expect(numbers(posted[2]!)[0]).toBe(201)
    await upload.stop()
  })

  it('L6 sends what the server lacks, and what it refuses only once', async () => {
    const { upload, posted, grow, says } = setup()
    await grow(10)
    says(() => ({ refused: [], missing: [{ from: 3, to: 4 }] }))
    await upload.sendNow()
    expect(posted.map(numbers).slice(1)).toEqual([[3, 4]])
    says(() => ({ refused: [{ place: 0, code: 'audit.foreign-author' }], missing: [{ from: 11, to: 11 }] }))
    await grow(11)
    await upload.sendNow()
    await grow(12)
    says(() => ({ refused: [], missing: [{ from: 11, to: 11 }] }))
    await upload.sendNow()
    expect(posted.map(numbers).slice(2)).toEqual([[11], [12]])
    await upload.stop()
  })

  it('L6 keeps for three months what the server has, and what it does not have until it has it', async () => {
    const { upload, open, store, grow, says } = setup()
    const held = () => [...store.held.values()].map(({ number }) => number)
    await grow(5)
    says(() => {
      throw new AppError('network.unreachable')
    })
    await upload.sendNow()
    expect(store.held.size).toBe(5)
    /** The program is started at such a time of the server's clock. */
    const startAt = async (ms: number) => {
      says(() => ({ refused: [], missing: [], newest: 5, at: new Date(ms).toISOString() }))
      const next = open()
      await next.sendNow()
      await next.stop()
    }
    await startAt(nowMs)
    expect(held()).toEqual([1, 2, 3, 4, 5])
    await grow(7)
    await startAt(nowMs + keptMs / 2)
    await startAt(nowMs + keptMs - 1000)
    expect(held()).toEqual([1, 2, 3, 4, 5, 6, 7])
    await startAt(nowMs + keptMs + 24 * 3_600_000)
    expect(held()).toEqual([6, 7])
    // The chain goes on from the newest one.
    await startAt(nowMs + 2 * keptMs)
    expect(held()).toEqual([7])
    await upload.stop()
  })

  it('L6 asks once after the start whether the server still has the end of the chain', async () => {
    const { upload, open, posted, grow, says } = setup()
    await grow(10)
    says(() => ({ refused: [], missing: [], newest: 10 }))
    await upload.sendNow()
    await upload.stop()
    posted.length = 0
    // Meanwhile the server was restored from a backup.
    says(() => ({ refused: [], missing: [], newest: posted.length === 1 ? 7 : 10 }))
    const next = open()
    await next.sendNow()
    await next.sendNow()
    expect(posted.map(numbers)).toEqual([[], [8, 9, 10]])
    await next.stop()
  })

  it('L12 brings the chains that files brought, in whose name they are, and keeps them as long as its own', async () => {
    const { upload, posted, carried, says, store } = setup()
    const fap = chainOf(
      Array.from({ length: 3 }, () => ({ action: 'printed' as const })),
      undefined,
      'fap',
    )
    await carried.take(fap.slice(1))
    says(() => ({ refused: [], missing: [], newest: 3 }))
    await upload.sendNow()
    await upload.sendNow()
    expect(posted).toMatchObject([{ station: 'pc1', carriedFrom: 'fap', chain: 'a1' }])
    expect(posted.map(numbers)).toEqual([[2, 3]])
    // A restore took number 3; it is told with the next one, and goes again.
    await carried.take(
      chainOf(
        Array.from({ length: 4 }, () => ({ action: 'printed' as const })),
        undefined,
        'fap',
      ).slice(3),
    )
    says(() => ({ refused: [], missing: posted.length === 2 ? [{ from: 3, to: 3 }] : [], newest: 4 }))
    await upload.sendNow()
    expect(posted.map(numbers).slice(1)).toEqual([[4], [3]])
    expect(store.held.size).toBe(3)
    await upload.stop()
  })
})
