import { IDBKeyRange } from 'fake-indexeddb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dexieStorage } from '../storage/dexie-storage.ts'
import type { StoredRow } from '../storage/store-requests.ts'
import {
  newDisk,
  openStation,
  testContext,
  testPatient,
  testVisit,
  waitFor,
} from '../testing/test-workplace.ts'
import { createRowSeal, type DataKeys } from './row-seal.ts'

const newKey = () =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
const keysOf = (...keys: CryptoKey[]): DataKeys => ({
  current: keys.length - 1,
  keys: new Map(keys.map((key, number) => [number, key])),
})
const one = await newKey()

const row: StoredRow = {
  id: 'visit:1',
  patientId: 'patient:7',
  _deleted: '0',
  _downloaded: '2-abc',
  _meta: { lwt: 5 },
  _rev: '1-x',
  complaints: 'Кашель ночью, одышка',
}

describe('a sealed row', () => {
  it('shows its keys and RxDB’s members alone, and opens to the same row', async () => {
    const seal = createRowSeal(keysOf(one), 'visits')
    const sealed = await seal.seal(row, ['patientId'])
    expect(Object.keys(sealed).sort()).toEqual(
      ['_deleted', '_downloaded', '_meta', '_rev', '_sealed', 'id', 'patientId'].sort(),
    )
    expect(await seal.open(sealed)).toEqual(row)
  })

  it('gives back any JSON as it was', async () => {
    const seal = createRowSeal(keysOf(one), 'visits')
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string().filter((name) => !name.startsWith('_') && name !== '' && name !== 'id'),
          fc.jsonValue(),
        ),
        async (members) => {
          const whole = { ...(JSON.parse(JSON.stringify(members)) as object), id: 'visit:1' }
          expect(await seal.open(await seal.seal(whole as StoredRow, []))).toEqual(whole)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('opens for nobody after any bit of it was changed', async () => {
    const seal = createRowSeal(keysOf(one), 'visits')
    const sealed = await seal.seal(row, ['patientId'])
    const bits = sealed._sealed!.length * 8
    for (let bit = 0; bit < bits; bit++) {
      const changed = sealed._sealed!.slice()
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(await seal.open({ ...sealed, _sealed: changed })).toBeUndefined()
    }
  })

  it('opens at no other place, for no other patient, not deleted, not as the server’s', async () => {
    const seal = createRowSeal(keysOf(one), 'visits')
    const sealed = await seal.seal(row, ['patientId'])
    for (const change of [
      { id: 'visit:2' },
      { patientId: 'patient:8' },
      { _deleted: '1' },
      { _downloaded: '3-abc' },
    ])
      expect(await seal.open({ ...sealed, ...change } as StoredRow)).toBeUndefined()
    expect(await createRowSeal(keysOf(one), 'prescriptions').open(sealed)).toBeUndefined()
    expect(await createRowSeal(keysOf(await newKey()), 'visits').open(sealed)).toBeUndefined()
  })

  it('opens with the older key after a new one was made', async () => {
    const sealed = await createRowSeal(keysOf(one), 'visits').seal(row, [])
    const both = createRowSeal(keysOf(one, await newKey()), 'visits')
    expect(await both.open(sealed)).toEqual(row)
    expect((await both.seal(row, []))._sealed![2]).toBe(1)
  })
})

/** Everything that lies in the databases of a disk, as one text. */
async function dump(disk: IDBFactory): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: false })
  const textOf = (value: unknown): string => {
    if (value instanceof Uint8Array) return decoder.decode(value)
    if (value === null || typeof value !== 'object') return String(value)
    return Object.entries(value)
      .map(([name, member]) => `${name}=${textOf(member)}`)
      .join(' ')
  }
  const texts: string[] = []
  for (const { name } of await disk.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = disk.open(name!)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    for (const store of database.objectStoreNames) {
      const rows = await new Promise<unknown[]>((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).getAll()
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      texts.push(`${name} ${store} ${rows.map(textOf).join('\n')}`)
    }
    database.close()
  }
  return texts.join('\n')
}

describe('a stolen disk', () => {
  const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))
  const context = testContext('sealed')

  it('shows no word of a patient, of a visit, of a draft or of what the courier keeps', async () => {
    const disk = newDisk()
    const storage = dexieStorage({ indexedDB: disk, IDBKeyRange }, { dataKeys: keysOf(one) })
    const data = await openStation('sealed', disk, offline, { storage })
    const patient = testPatient(context, { note: 'живёт у реки' })
    const visit = testVisit(context, patient.id, { complaints: 'Канарейка поёт' })
    await data.patients.save(patient)
    await data.visits.save(visit)
    await data.saveAll([{ ...patient, note: 'живёт за рекой' }], [patient])
    await data.drafts.save({ ...visit, complaints: 'Черновик тайный' } as never)
    expect((await data.visits.ofPatient(patient.id)).map(({ complaints }) => complaints)).toEqual([
      'Канарейка поёт',
    ])
    await data.close()
    const text = await dump(disk)
    for (const word of ['Лукашевич', 'Мария', 'рек', 'Канарейка', 'Черновик', 'Ковальчук', '1960-05-01'])
      expect(text).not.toContain(word)
    expect(text).toContain(patient.id)

    const again = await openStation('sealed', disk, offline, { storage })
    expect(await again.patients.get(patient.id)).toMatchObject({ note: 'живёт за рекой' })
    expect(await again.drafts.get(visit.id)).toMatchObject({ complaints: 'Черновик тайный' })
    await again.close()
  })

  it('is not opened with another key, and nothing on it is changed by the attempt', async () => {
    const disk = newDisk()
    const place = { indexedDB: disk, IDBKeyRange }
    const first = await openStation('key', disk, offline, {
      storage: dexieStorage(place, { dataKeys: keysOf(one) }),
    })
    await first.patients.save(testPatient(context))
    await first.close()
    const before = await dump(disk)
    const other = dexieStorage(place, { dataKeys: keysOf(await newKey()) })
    await expect(openStation('key', disk, offline, { storage: other })).rejects.toMatchObject({
      code: 'storage.damaged',
    })
    expect(await dump(disk)).toBe(before)
  })

  it('leaves a row out that was tampered with, says which, and shows the others', async () => {
    const disk = newDisk()
    const broken: string[] = []
    const storage = dexieStorage(
      { indexedDB: disk, IDBKeyRange },
      { dataKeys: keysOf(one), onBroken: (id) => broken.push(id) },
    )
    const data = await openStation('bit', disk, offline, { storage })
    const [bad, good] = [testPatient(context), testPatient(context)]
    await data.patients.save(bad, good)
    await data.close()
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = disk.open('rxdb-dexie-clinic-demo-bit--0--patients')
      request.onsuccess = () => resolve(request.result)
    })
    await new Promise((resolve) => {
      const docs = database.transaction('docs', 'readwrite').objectStore('docs')
      const read = docs.get(bad.id)
      read.onsuccess = () => {
        const stored = read.result as StoredRow
        stored._sealed![40]! ^= 1
        docs.put(stored).onsuccess = resolve
      }
    })
    database.close()
    const again = await openStation('bit', disk, offline, { storage })
    const list = await waitFor(again.patients.watchAll(), (patients) => patients.length > 0)
    expect(list.map(({ id }) => id)).toEqual([good.id])
    expect(broken).toContain(bad.id)
    await again.close()
  })
})
