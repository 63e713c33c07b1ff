import { expect, it } from 'vitest'
import { createOfflineTries } from './offline-tries.ts'

function tries() {
  let kept: string | null = null
  const clock = { nowMs: 1_000_000, now: () => clock.nowMs }
  const open = () =>
    createOfflineTries(
      {
        read: () => kept,
        write: (value) => {
          kept = value
        },
      },
      clock,
    )
  return { clock, open }
}

it('lets five tries pass, then doubles the wait to a quarter of an hour, over restarts too', () => {
  const { clock, open } = tries()
  const waits: number[] = []
  for (let turn = 0; turn < 20; turn++) {
    waits.push(open().waitMs())
    clock.nowMs += open().waitMs()
    open().failed()
  }
  expect(waits.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 1000, 2000, 4000])
  expect(waits.at(-1)).toBe(15 * 60_000)
})

it('forgets everything at the right password', () => {
  const { open } = tries()
  for (let turn = 0; turn < 9; turn++) open().failed()
  open().succeeded()
  expect(open().waitMs()).toBe(0)
})

it('does not wait longer than its wait when the clock was set back', () => {
  const { clock, open } = tries()
  for (let turn = 0; turn < 6; turn++) open().failed()
  clock.nowMs -= 3600_000
  expect(open().waitMs()).toBe(2000)
})
