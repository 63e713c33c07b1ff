import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { openAccounts } from './account-store.ts'
import { createSigningKeys } from './signing-keys.ts'

// What is kept in memory beside the records must not know of what was taken back with a commit that failed.
let folder: string
let store: Store
const clock = { now: () => Date.UTC(2026, 10, 22) }
const random = (length: number) => new Uint8Array(length).fill(7)
const passwordCost = { memoryKiB: 8, passes: 1, iterations: 10 }
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-undone-'))
  store = openSqliteStore({ folder, clock, random })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const doctor = {
  user: 'doctor',
  role: 'doctor',
  practitioner: { id: 'practitioner:doctor', name: 'Иванов Иван Иванович', position: '' },
  clinicId: 'demo',
  facilityId: '',
} as const
const fail = (): never => {
  throw new Error('the disk is full')
}

it('A31 A37 an account and its person are what they were when the act could not be written', async () => {
  const accounts = await openAccounts({ records: store.records, random, passwordCost })
  await accounts.put(doctor, 'one-password')
  const change = { ...accounts.get('doctor')!, role: 'nurse' as const, clinicId: 'other' }
  const alsoRead = () => {
    expect(accounts.get('doctor')?.role).toBe('doctor')
    fail()
  }
  expect(() => accounts.replace(change, alsoRead)).toThrow('the disk is full')
  expect(() =>
    store.records.together(() => {
      accounts.replace(change)
      expect(accounts.get('doctor')?.role).toBe('nurse')
      fail()
    }),
  ).toThrow('the disk is full')
  expect(accounts.get('doctor')?.role).toBe('doctor')
  expect(accounts.practitioners.roleIn('other', 'practitioner:doctor')).toBeUndefined()
  expect(accounts.practitioners.roleIn('demo', 'practitioner:doctor')).toBe('doctor')
})

it('K2 a key that could not be stored with its act is offered again as a new one', () => {
  const keys = createSigningKeys(store.records, clock)
  const offered = {
    alg: 'Ed25519',
    publicKey: Buffer.alloc(32, 1).toString('base64'),
    practitionerId: 'practitioner:doctor',
    name: 'Иванов',
    stationId: 'pc1',
  } as const
  expect(() =>
    store.records.together(() => {
      expect(keys.offer('demo', offered).outcome).toBe('offered')
      fail()
    }),
  ).toThrow('the disk is full')
  expect(keys.list('demo').keys).toEqual([])
  expect(keys.offer('demo', offered).outcome).toBe('offered')
})
