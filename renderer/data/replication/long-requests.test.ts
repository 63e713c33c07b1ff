import { expect, it } from 'vitest'
import { createLongRequests } from './long-requests.ts'

it('two cuts of one age are a proxy: longpolls are ended before', () => {
  const said: number[] = []
  const requests = createLongRequests((afterMs) => said.push(afterMs))
  expect(requests.cut(60_100)).toBe(true)
  expect(requests.holdMs()).toBeUndefined()
  // A whole number of milliseconds, as the server takes no other, whatever the clock.
  expect(requests.cut(59_900.25)).toBe(true)
  expect(requests.holdMs()).toBe(49_900)
  expect(said).toEqual([60_000])
})

it('cuts of every age are a bad line, and a young request that is cut is an outage', () => {
  const requests = createLongRequests(() => expect.unreachable())
  expect(requests.cut(3_000)).toBe(false)
  for (const ageMs of [25_000, 70_000, 40_000, 120_000]) requests.cut(ageMs)
  expect(requests.holdMs()).toBeUndefined()
})
