import { describe, expect, it } from 'vitest'
import { createStatusKeeper } from './sync-status.ts'

const keeper = (firstSyncDone = true) => {
  let nowMs = 1000
  const clock = { now: () => (nowMs += 10) }
  return createStatusKeeper(clock, { firstSyncDone, lastContactMs: undefined })
}

describe('the status of sync', () => {
  it('claims nothing before the server was heard', () => {
    expect(keeper().status.get()).toMatchObject({ phase: 'starting', lastContactMs: undefined })
  })

  it('is idle only when nothing is under way and nothing but refused documents is only here', () => {
    const status = keeper()
    status.contact(5)
    status.counts(1, 0)
    expect(status.status.get().phase).toBe('syncing')
    status.counts(1, 1)
    expect(status.status.get().phase).toBe('idle')
    status.busy('patients', true)
    expect(status.status.get().phase).toBe('syncing')
  })

  it('names the problem that lasts longest, until it has passed', () => {
    const status = keeper()
    status.contact(5)
    status.failing('live', 'network.unreachable')
    status.failing('push', 'server.disk-full')
    expect(status.status.get()).toMatchObject({ phase: 'offline', problem: { code: 'network.unreachable' } })
    status.well('live')
    expect(status.status.get()).toMatchObject({ phase: 'error', problem: { code: 'server.disk-full' } })
    status.well('push')
    expect(status.status.get().problem).toBeUndefined()
  })

  it('shows the progress of the first sync, never backwards, and of no later one', () => {
    const status = keeper(false)
    status.contact(5)
    status.page(50, 150)
    status.page(20, 60)
    expect(status.status.get()).toMatchObject({ phase: 'first-sync', progress: { done: 50, total: 200 } })
    status.firstSyncDone()
    status.page(60, 140)
    expect(status.status.get()).toMatchObject({ phase: 'idle' })
    expect(status.status.get().progress).toBeUndefined()
  })
})
