import { IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { dexieStorage } from '../storage/dexie-storage.ts'
import { settled } from '../storage/settled.ts'
import type { StoredRow } from '../storage/store-requests.ts'
import {
  type Disk,
  newDisk,
  openStation,
  testContext,
  testPatient,
  testVisit,
  waitFor,
} from '../testing/test-workplace.ts'
import { createRowRenewal, isBehind, type RowRenewal } from './renew-rows.ts'
import { createRowSeal, type DataKeys, keyNumberOf } from './row-seal.ts'

const newKey = () =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
const [one, two] = [await newKey(), await newKey()]
const before: DataKeys = { current: 1, keys: new Map([[1, one]]) }
const both: DataKeys = {
  current: 2,
  keys: new Map([
    [1, one],
    [2, two],
  ]),
}
const after: DataKeys = { current: 2, keys: new Map([[2, two]]) }

const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))
const context = testContext('renewed')
const open = (disk: Disk, dataKeys: DataKeys) =>
  openStation('renewed', disk, offline, {
    storage: dexieStorage({ indexedDB: disk, IDBKeyRange }, { dataKeys }),
    dataKeys,
  })

async function sealedRows(disk: Disk): Promise<StoredRow[]> {
  const rows: StoredRow[] = []
  for (const { name } of await disk.databases()) {
    const database = await settled(disk.open(name!))
    if (database.objectStoreNames.contains('docs'))
      rows.push(...(await settled(database.transaction('docs').objectStore('docs').getAll())))
    database.close()
  }
  return rows.filter((row) => row._sealed)
}
const underKeys = async (disk: Disk) => [
  ...new Set((await sealedRows(disk)).map((row) => keyNumberOf(row._sealed))),
]

/** A clinic of so many patients, with edits and a draft, under the first key. */
async function filled(disk: Disk, patients: number) {
  const data = await open(disk, before)
  const people = Array.from({ length: patients }, () => testPatient(context))
  await data.patients.save(...people)
  const visits = people.slice(0, 20).map(({ id }) => testVisit(context, id, { complaints: 'Кашель' }))
  await data.visits.save(...visits)
  await data.drafts.save({ ...visits[0]!, complaints: 'Черновик' } as never)
  await data.courier.secrets.set('keys', 'тайна курьера')
  await data.close()
  return { people, visits }
}

describe('a new data key', () => {
  it('seals what is written from then on, and brings every old row with it', async () => {
    const disk = newDisk()
    const { people, visits } = await filled(disk, 230)
    expect(await underKeys(disk)).toEqual([1])
    const data = await open(disk, both)
    await data.saveAll([{ ...people[0]!, note: 'новая запись' }], [people[0]!])
    await waitFor(data.keyRenewal.state, ({ phase }) => phase === 'nothing-left')
    let told = false
    expect(
      await data.keyRenewal.giveUpOlder(async () => {
        told = true
        return true
      }),
    ).toBe(true)
    expect(told).toBe(true)
    await data.close()
    expect(await underKeys(disk)).toEqual([2])

    const alone = await open(disk, after)
    expect(await alone.patients.get(people[0]!.id)).toMatchObject({ note: 'новая запись' })
    const list = await waitFor(alone.patients.watchAll(), (all) => all.length === people.length)
    expect(list.map(({ id }) => id).sort()).toEqual(people.map(({ id }) => id).sort())
    expect(await alone.drafts.get(visits[0]!.id)).toMatchObject({ complaints: 'Черновик' })
    expect(await alone.courier.secrets.get('keys')).toBe('тайна курьера')
    await alone.close()
    await expect(open(disk, before)).rejects.toMatchObject({ code: 'storage.damaged' })
  })

  it('goes on after a kill at any step, and loses nothing', async () => {
    const disk = newDisk()
    const { people } = await filled(disk, 330)
    const stores = async () =>
      new Map(
        (await disk.databases())
          .map(({ name }) => name!)
          .filter((name) => name.includes('clinic-demo-renewed--0--') && !name.endsWith('_rxdb_internal'))
          .map((name) => [name.split('--0--')[1]!, name]),
      )
    const renewal = (steps: number): RowRenewal => {
      let left = steps
      return createRowRenewal({
        indexedDB: disk,
        IDBKeyRange,
        dataKeys: both,
        stores,
        // The process dies before the step after the last.
        pause: () => (left-- > 0 ? Promise.resolve() : Promise.reject(new Error('killed'))),
      })
    }
    const signal = new AbortController().signal
    let behind = Number.POSITIVE_INFINITY
    for (let steps = 1; steps < 6; steps++) {
      await expect(renewal(steps).walk(() => undefined, signal)).rejects.toThrow('killed')
      const now = (await sealedRows(disk)).filter((row) => isBehind(row, 2)).length
      expect(now).toBeLessThanOrEqual(behind)
      behind = now
      // Whatever was done is whole: with both keys the clinic opens, in the middle too.
      const data = await openStation('renewed', disk, offline, {
        storage: dexieStorage({ indexedDB: disk, IDBKeyRange }, { dataKeys: both }),
      })
      await waitFor(data.patients.watchAll(), (all) => all.length === people.length)
      await data.close()
    }
    expect(behind).toBeGreaterThan(0)
    expect(await renewal(1000).walk(() => undefined, signal)).toBe(behind)
    expect(await renewal(1000).walk(() => undefined, signal)).toBe(0)
    expect(await underKeys(disk)).toEqual([2])
  }, 40_000)

  it('does not write over what somebody saved in the same moment', async () => {
    const disk = newDisk()
    const { people } = await filled(disk, 40)
    const seal = createRowSeal(both, 'patients')
    const name = 'rxdb-dexie-clinic-demo-renewed--0--patients'
    const database = await settled(disk.open(name))
    const store = () => database.transaction('docs', 'readwrite').objectStore('docs')
    const id = people[7]!.id
    const old = await settled<StoredRow>(store().get(id))
    const saved = await seal.seal({ ...(await seal.open(old))!, note: 'сохранено сейчас' }, [])
    const renewal = createRowRenewal({
      indexedDB: {
        ...disk,
        open: (opened: string) => disk.open(opened),
      } as IDBFactory,
      IDBKeyRange,
      dataKeys: both,
      stores: async () => new Map([['patients', name]]),
      pause: async () => undefined,
    })
    const walk = renewal.walk(() => undefined, new AbortController().signal)
    // Between its reading and its writing.
    await new Promise((resolve) => setTimeout(resolve, 0))
    await settled(store().put(saved))
    await walk
    const there = await seal.open(await settled<StoredRow>(store().get(id)))
    expect(there).toMatchObject({ note: 'сохранено сейчас' })
    database.close()
  })

  it('keeps the base of an edit that the server has not seen', async () => {
    const row: StoredRow = { id: 'visit:1', _rev: '2-b', _deleted: '0', text: 'правка' }
    const base: StoredRow = { id: 'visit:1', _rev: '1-a', _deleted: '0', _downloaded: '1-a', text: 'было' }
    const old = createRowSeal(before, 'visits')
    const { _downloaded, ...asBase } = await old.seal(base, [])
    const stored = { ...(await old.seal(row, [])), _base: asBase }
    const renewed = await createRowSeal(both, 'visits').renew(stored)
    expect(isBehind(stored, 2)).toBe(true)
    expect(isBehind(renewed!, 2)).toBe(false)
    const opened = await createRowSeal(after, 'visits').open(renewed!)
    expect(opened).toMatchObject({ text: 'правка', _base: { text: 'было' } })
    expect(await createRowSeal(both, 'visits').renew(renewed!)).toBeUndefined()
  })
})

describe('a cipher of a newer program', () => {
  it('is told as such, and never as an empty or a damaged clinic', async () => {
    const disk = newDisk()
    await filled(disk, 3)
    for (const { name } of await disk.databases()) {
      const database = await settled(disk.open(name!))
      const store = database.transaction('docs', 'readwrite').objectStore('docs')
      for (const row of await settled<StoredRow[]>(store.getAll()))
        if (row._sealed) {
          row._sealed[1] = 7
          store.put(row)
        }
      await new Promise((resolve) => (store.transaction.oncomplete = resolve))
      database.close()
    }
    await expect(open(disk, before)).rejects.toMatchObject({ code: 'storage.newer-version' })
  })
})
