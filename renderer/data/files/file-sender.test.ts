import { expect, test } from 'vitest'
import { createFileSender } from './file-sender.ts'
import type { Part, PartDatabase, Unsent } from './part-database.ts'

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
