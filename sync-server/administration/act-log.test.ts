import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { type ActLog, createActLog } from './act-log.ts'

const kind = 'administrative-act'
let folder: string
let store: Store
let log: ActLog
const clock = { now: () => Date.UTC(2026, 10, 22) }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-acts-'))
  store = openSqliteStore({ folder, clock, random: (length) => new Uint8Array(length) })
  log = createActLog(store.records, clock)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = (whom: string) =>
  log.write({ act: 'account.created', by: { user: 'admin', name: 'Админ' }, clinicId: 'demo', whom })

it('A37 shows an act that was changed, taken out, or put among the others', () => {
  for (const whom of ['one', 'two', 'three', 'four']) write(whom)
  expect(log.read().brokenAt).toBeUndefined()
  const rows = store.records.list(kind)
  const { key, value } = rows[1]!
  store.records.put(kind, key, { ...(value as object), whom: 'somebody-else' })
  expect(log.read().brokenAt).toBe(2)
  store.records.put(kind, key, value)
  store.records.remove(kind, rows[2]!.key)
  expect(log.read().brokenAt).toBe(3)
  store.records.put(kind, rows[2]!.key, rows[2]!.value)
  store.records.remove(kind, rows[3]!.key)
  expect(log.read().brokenAt).toBe(4)
  store.records.put(kind, rows[3]!.key, rows[3]!.value)
  store.records.put(kind, '000000000005', rows[3]!.value)
  expect(log.read().brokenAt).toBe(5)
})

it('A37 stores an act with what was done or neither', () => {
  write('one')
  expect(() =>
    store.records.together(() => {
      store.records.put('account', 'two', {})
      write('two')
      throw new Error('the commit fails')
    }),
  ).toThrow('the commit fails')
  expect(store.records.get('account', 'two')).toBeUndefined()
  write('three')
  expect(log.read()).toMatchObject({
    brokenAt: undefined,
    acts: [{ whom: 'three', number: 2 }, { whom: 'one' }],
  })
})
