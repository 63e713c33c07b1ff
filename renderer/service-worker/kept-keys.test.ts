import { expect, it } from 'vitest'
import { createKeptKeys } from './kept-keys.ts'

it('gives what was kept once, and nothing when the time is over', async () => {
  let over = () => {}
  const kept = createKeptKeys(() => new Promise((resolve) => (over = resolve)))
  const first = kept.keep('keys')
  expect(kept.take()).toBe('keys')
  expect(kept.take()).toBeUndefined()
  over()
  await first
  const second = kept.keep('again')
  over()
  await second
  expect(kept.take()).toBeUndefined()
})
