import { describe, expect, it } from 'vitest'
import { AppError } from '#shared/errors/app-error.ts'
import type { SyncStatus } from '../controls/sync-control.ts'
import { createLiveValue } from '../live/live-query.ts'
import { waitFor } from '../testing/test-workplace.ts'
import { createWindowMirror } from './window-mirror.ts'

const starting: SyncStatus = { phase: 'starting', onlyHere: 0, refused: 0, lastContactMs: undefined }
let channels = 0

function twoWindows() {
  const name = `mirror-test-${channels++}`
  const seen = { onlyHere: [] as string[], retries: 0, withdrawn: [] as string[] }
  const open = (onlyHere: string[]) => {
    const own = createLiveValue(starting)
    const mirror = createWindowMirror({
      channel: new BroadcastChannel(name) as never,
      own,
      onlyHere: () => onlyHere,
      onMirrored: (ids) => {
        seen.onlyHere = ids
      },
      onRetry: () => {
        seen.retries += 1
      },
      async onWithdraw(id) {
        seen.withdrawn.push(id)
        if (id === 'visit:broken') throw new AppError('storage.full')
        return id === 'visit:1'
      },
      gatherMs: 1,
      askAgainMs: 20,
    })
    return { own, mirror }
  }
  return { seen, open }
}

describe('two windows of one PC', () => {
  it('show the status and the documents of the one that replicates, from the moment the other opens', async () => {
    const { seen, open } = twoWindows()
    const first = open(['visit:1'])
    first.mirror.lead()
    first.own.set({ ...starting, phase: 'idle', onlyHere: 1 })
    const second = open([])
    const status = await waitFor(second.mirror.status, ({ phase }) => phase === 'idle')
    expect(status.onlyHere).toBe(1)
    expect(seen.onlyHere).toEqual(['visit:1'])
    second.own.set({ ...starting, onlyHere: 7 })
    expect(await waitFor(second.mirror.status, () => true)).toMatchObject({ phase: 'idle', onlyHere: 1 })
    second.mirror.askRetry()
    await expect.poll(() => seen.retries).toBe(1)
    first.mirror.end()
    second.mirror.end()
  })

  it('have the one that replicates take a refused record back, also when none does so yet', async () => {
    const { seen, open } = twoWindows()
    const [first, second] = [open([]), open([])]
    const asked = [second.mirror.withdraw('visit:1'), second.mirror.withdraw('visit:1')]
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(seen.withdrawn).toEqual([])
    first.mirror.lead()
    expect(await Promise.all(asked)).toEqual([true, true])
    expect(await second.mirror.withdraw('visit:2')).toBe(false)
    await expect(second.mirror.withdraw('visit:broken')).rejects.toMatchObject({ code: 'storage.full' })
    expect(await first.mirror.withdraw('visit:1')).toBe(true)
    first.mirror.end()
    await expect(second.mirror.withdraw('visit:1')).rejects.toMatchObject({ code: 'storage.not-answering' })
    second.mirror.end()
  })

  it('go on with their own status when they take over; a window that closes does not stop the others', async () => {
    const { open } = twoWindows()
    const [first, second] = [open([]), open([])]
    first.mirror.lead()
    first.own.set({ ...starting, phase: 'syncing' })
    await waitFor(second.mirror.status, ({ phase }) => phase === 'syncing')
    first.own.set({ ...starting, phase: 'stopped' })
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect((await waitFor(second.mirror.status, () => true)).phase).toBe('syncing')
    first.mirror.end()
    second.mirror.lead()
    second.own.set({ ...starting, phase: 'idle' })
    expect((await waitFor(second.mirror.status, () => true)).phase).toBe('idle')
    second.mirror.end()
  })
})
