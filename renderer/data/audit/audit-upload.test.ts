import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AuditDelivery } from '#shared/contract/audit-log.ts'
import { chainOf } from '#shared/domain/audit/audit-chain.fixture.ts'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { AuditStore } from './audit-store.ts'
import { createAuditUpload, gatherMs, keptMs } from './audit-upload.ts'
import { createOneAtATime } from './one-at-a-time.ts'

function memoryStore(): AuditStore & { held: Map<string, AuditEvent> } {
  const held = new Map<string, AuditEvent>()
  return {
    held,
    read: async (prefix, from = 0) =>
      [...held.values()]
        .filter(({ id, number }) => id.startsWith(prefix) && number >= from)
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    async add(events) {
      for (const event of events) held.set(event.id, event)
    },
    async forget(ids) {
      for (const id of ids) held.delete(id)
    },
  }
}

function memoryLocal(): Pick<LocalStore, 'get' | 'put'> {
  const values = new Map<string, object>()
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    put: async (key, value) => void values.set(key, value),
  }
}

const nowMs = Date.parse('2026-11-22T09:00:00.000Z')
function setup(startMs = nowMs) {
  const store = memoryStore()
  const local = memoryLocal()
  const posted: AuditDelivery[] = []
  let answer: () => unknown = () => ({ refused: [], missing: [] })
  const upload = createAuditUpload({
    store,
    local: local as LocalStore,
    station: 'pc1',
    clock: { now: () => startMs },
    oneAtATime: createOneAtATime(undefined),
    name: 'test',
    async post(body) {
      posted.push(structuredClone(body) as AuditDelivery)
      return answer()
    },
  })
  const events = chainOf(Array.from({ length: 450 }, () => ({ action: 'printed' as const })))
  const grow = async (to: number) => {
    await store.add(events.slice(0, to))
    await local.put('audit/newest', { chain: 'a1', number: to })
  }
  const says = (next: typeof answer) => {
    answer = next
  }
  return { store, local, posted, upload, grow, says, events }
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
    const { upload, store, grow, says } = setup(nowMs + keptMs + 1000)
    await grow(5)
    says(() => {
      throw new AppError('network.unreachable')
    })
    await upload.sendNow()
    expect(store.held.size).toBe(5)
    says(() => ({ refused: [], missing: [] }))
    await upload.sendNow()
    // The chain goes on from the newest one.
    expect([...store.held.values()].map(({ number }) => number)).toEqual([5])
    await upload.stop()
  })
})
