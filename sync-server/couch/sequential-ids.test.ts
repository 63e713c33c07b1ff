import { expect, it } from 'vitest'
import { createSequentialIds } from './sequential-ids.ts'

it('C28 ids without a name grow within a prefix of 26 digits, and a new prefix comes when they run out', () => {
  let calls = 0
  // The longest step each time.
  const next = createSequentialIds((bytes) =>
    bytes === 13 ? new Uint8Array(13).fill(++calls) : Uint8Array.of(0x0f, 0xfd),
  )
  const ids = Array.from({ length: 12_000 }, next)
  expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  const prefixes = [...new Set(ids.map((id) => id.slice(0, 26)))]
  expect(prefixes.length).toBeGreaterThan(1)
  for (const prefix of prefixes) {
    const own = ids.filter((id) => id.startsWith(prefix))
    expect(own).toEqual(own.toSorted())
  }
})
