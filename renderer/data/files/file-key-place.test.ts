import { expect, it } from 'vitest'
import { type FileKey, firstFileKeyId } from '#shared/contract/file-key.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { createFileKeyPlace } from './file-key-place.ts'
import { toBase64 } from './file-seal.ts'

const keyOf = (letter: string): FileKey => ({
  id: letter.repeat(16),
  key: toBase64(new Uint8Array(32).fill(letter.charCodeAt(0))),
})
const { signal } = new AbortController()

function stage(kept?: object) {
  const values = new Map<string, object>(kept ? [['files/key', kept]] : [])
  const server = { keys: [keyOf('a')], asked: 0 }
  const clock = { nowMs: 0, now: () => clock.nowMs }
  const local = {
    get: (key: string) => values.get(key),
    put: async (key: string, value: object) => void values.set(key, value),
  } as unknown as LocalStore
  const line = {
    keys: async () => {
      server.asked += 1
      return server.keys
    },
    giveBack: async (lost: FileKey[]) => {
      server.keys = [...lost, ...server.keys]
      return server.keys
    },
  }
  const idsHere = () => (values.get('files/key') as { keys: FileKey[] }).keys.map(({ id }) => id[0]).join('')
  return { place: createFileKeyPlace(local, line, clock), server, clock, idsHere }
}

it('A28 hears of a new key with the first look, then after a quarter of an hour, and keeps the ones before', async () => {
  const { place, server, clock, idsHere } = stage()
  expect(await place.seal()).toBeUndefined()
  await place.keepFresh(signal)
  expect(idsHere()).toBe('a')
  server.keys = [keyOf('b'), keyOf('a')]
  clock.nowMs = 14 * 60_000
  await place.keepFresh(signal)
  expect([idsHere(), server.asked]).toEqual(['a', 1])
  const before = await place.seal()
  clock.nowMs = 15 * 60_000
  await place.keepFresh(signal)
  expect([idsHere(), server.asked]).toEqual(['ba', 2])
  expect(await place.seal()).not.toBe(before)
})

it('A28 goes on with the key from when a clinic had one, and asks once whether there is another', async () => {
  const { key } = keyOf('0')
  const { place, server, idsHere } = stage({ key })
  const { data } = await (await place.seal())!.seal(
    { patientId: 'patient:1', authorId: 'x' },
    new Uint8Array(3),
  )
  expect(atob(data).charCodeAt(0)).toBe(1)
  server.keys = [keyOf('b'), { id: firstFileKeyId, key }]
  await place.keepFresh(signal)
  expect(idsHere()).toBe('b0')
})

it('A28 gives back a key that a restored server has lost', async () => {
  const { place, server, idsHere } = stage({ keys: [keyOf('b'), keyOf('a')] })
  await place.ask(signal)
  expect([server.keys.map(({ id }) => id[0]).join(''), idsHere()]).toEqual(['ba', 'ba'])
})

it('A28 hears of a new key also when the clock was put back meanwhile', async () => {
  const { place, server, clock, idsHere } = stage()
  clock.nowMs = 365 * 24 * 3_600_000
  await place.keepFresh(signal)
  server.keys = [keyOf('b'), keyOf('a')]
  clock.nowMs = 0
  await place.keepFresh(signal)
  expect(idsHere()).toBe('ba')
})
