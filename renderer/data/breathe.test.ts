import { describe, expect, it } from 'vitest'
import { createBreath, inSlices } from './breathe.ts'

function* counting(seen: number[]) {
  for (let step = 0; step < 3; step++) {
    seen.push(step)
    yield
  }
  return 'done'
}

describe('a long work in slices', () => {
  it('lets others in only when a slice has taken its time', async () => {
    let now = 0
    const breathe = createBreath(() => now)
    let others = 0
    setTimeout(() => others++)
    await breathe()
    expect(others).toBe(0)
    now = 20
    await breathe()
    expect(others).toBe(1)
  })

  it('comes to its end with a breath after every step', async () => {
    let breaths = 0
    expect(await inSlices(counting([]), async () => void breaths++)).toBe('done')
    expect(breaths).toBe(3)
  })

  it('stops between two steps when it is aborted', async () => {
    const controller = new AbortController()
    const seen: number[] = []
    const work = inSlices(counting(seen), async () => controller.abort('enough'), controller.signal)
    await expect(work).rejects.toBe('enough')
    expect(seen).toEqual([0])
  })
})
