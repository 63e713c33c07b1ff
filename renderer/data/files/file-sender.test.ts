import { expect, test } from 'vitest'
import type { FileLine } from './file-line.ts'
import { createFileSender } from './file-sender.ts'
import type { Part, PartDatabase, Unsent } from './part-database.ts'
import { createWaitingFiles } from './waiting-files.ts'

const part = (_id: string): Part => ({
  _id,
  patientId: 'patient:1',
  author: { id: 'practitioner:1', role: 'doctor' } as Part['author'],
  data: '',
})

test('a file with a part that this disk has lost holds up no other, and is told', async () => {
  const whole = part('file:b')
  const unsent: Unsent[] = [
    { fileId: 'file:a', parts: ['chunk:lost', 'file:a'], since: '1' },
    { fileId: 'file:b', parts: ['file:b'], since: '2' },
  ]
  const done: string[] = []
  const told: unknown[] = []
  const sender = createFileSender({
    database: {
      unsent: async () => unsent,
      read: async ([id]) => new Map(id === whole._id ? [[id, whole]] : []),
      sent: async (fileId) => void done.push(fileId),
    } as Partial<PartDatabase> as PartDatabase,
    line: {
      known: async () => new Set<string>(),
      send: async () => undefined,
      keys: async () => [],
      giveBack: async () => [],
      epoch: async () => '',
      fetch: async () => new Map(),
    },
    whenQuiet: async () => undefined,
    signal: new AbortController().signal,
    onProgress: (fileId, sending) => sending?.lost && told.push(fileId),
  })
  await sender.sendAll()
  expect(done).toEqual(['file:b'])
  expect(told).toEqual(['file:a'])
})

test('a file that the server refuses takes the line again after half an hour alone', async () => {
  const clock = { nowMs: 0, now: () => clock.nowMs }
  const note: Unsent = { fileId: 'file:a', parts: ['file:a'], since: '1' }
  const database = { unsent: async () => [note], read: async () => new Map([['file:a', part('file:a')]]) }
  const waiting = createWaitingFiles(
    async () => database as Partial<PartDatabase> as PartDatabase,
    clock,
    undefined,
  )
  await waiting.recount()
  let asked = 0
  const sender = createFileSender({
    database: database as Partial<PartDatabase> as PartDatabase,
    line: {
      known: async () => new Set<string>(),
      send: async () => {
        asked += 1
        return 'scope.patient'
      },
    } as unknown as FileLine,
    whenQuiet: async () => undefined,
    signal: new AbortController().signal,
    onProgress: waiting.progress,
    mayTry: waiting.mayTry,
  })
  for (const atMs of [0, 60_000, 29 * 60_000, 30 * 60_000]) {
    clock.nowMs = atMs
    await sender.sendAll()
  }
  expect(asked).toBe(2)
  // Or when somebody asks for it.
  waiting.forgetRefusals()
  await sender.sendAll()
  expect(asked).toBe(3)
  expect(waiting.live.get().get('file:a')).toMatchObject({ refused: 'scope.patient' })
  waiting.progress('file:a', { sent: 0, total: 1 })
  expect(waiting.live.get().get('file:a')?.refused).toBeUndefined()
})
