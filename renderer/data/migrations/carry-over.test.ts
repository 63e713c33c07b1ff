import { existsSync, readFileSync } from 'node:fs'
import { IDBDatabase as FakeDatabase, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, describe, expect, it } from 'vitest'
import { createRowSeal } from '../encryption/row-seal.ts'
import type { StoredRow } from '../storage/store-requests.ts'
import { diskOf, imageOf } from '../testing/disk-image.ts'
import { type Disk, openStation, testKeys, testStorage, waitFor } from '../testing/test-workplace.ts'
import { createCarryOver } from './carry-over.ts'
import { type Fields, type FormatStep, formatSteps, formatVersion } from './format-steps.ts'
import { type FormatStore, formatStation } from './format-store.ts'

const keys = await testKeys
const fileOf = (version: number) => `${import.meta.dirname}/formats/${version}.json`
const storeOf = (version: number) => JSON.parse(readFileSync(fileOf(version), 'utf8')) as FormatStore
/** Formats that a program with a key has written and that were replaced since. */
const released = Array.from({ length: formatVersion - 2 }, (_, index) => index + 2)
const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))

/** A step such as the next format may bring: every document, note and draft is written anew. */
const nextStep: FormatStep = {
  to: formatVersion + 1,
  rewrite(_collection, document) {
    const inner = ['docData', 'data'].find((name) => typeof document[name] === 'object')
    const body = (inner ? document[inner] : document) as Fields
    if (body.written === 'anew') return undefined
    const next = { ...body, written: 'anew' }
    return inner ? { ...document, [inner]: next } : next
  },
}
const nextSteps = [...formatSteps, nextStep]

function carryOver(disk: Disk, steps: readonly FormatStep[] = nextSteps) {
  return createCarryOver({
    indexedDB: disk,
    IDBKeyRange,
    pause: async () => undefined,
    sealOf: (collection) => createRowSeal(keys, collection),
    async stores() {
      const names = (await disk.databases()).map(({ name }) => name!)
      const sealed = names.filter((name) => !name.endsWith('_rxdb_internal'))
      return new Map(sealed.map((name) => [name.split('--0--')[1]!, name]))
    },
    async alone(work) {
      await work()
      return true
    },
    steps,
  })
}

/** Every row as it opens, by store; its clear members and the base of an edit included. */
async function contentOf(disk: Disk): Promise<Map<string, StoredRow[]>> {
  const image = await imageOf(await diskOf(await imageOf(disk)))
  const content = new Map<string, StoredRow[]>()
  for (const { name, stores } of image) {
    const collection = name.split('--0--')[1]!
    if (collection === '_rxdb_internal') continue
    const seal = createRowSeal(keys, collection)
    const copy = await diskOf([{ name, version: 10, stores }])
    const rows = await rowsIn(copy, name)
    content.set(collection, (await Promise.all(rows.map((row) => seal.open(row)))) as StoredRow[])
  }
  return content
}
async function rowsIn(disk: Disk, name: string): Promise<StoredRow[]> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const database = await settled(disk.open(name))
  const rows = await settled<StoredRow[]>(database.transaction('docs').objectStore('docs').getAll())
  database.close()
  return rows
}

const transaction = FakeDatabase.prototype.transaction
afterEach(() => {
  FakeDatabase.prototype.transaction = transaction
})
/** From the transaction of this number on nothing is written any more. */
function stopAt(number: number, how: () => never): void {
  let written = 0
  FakeDatabase.prototype.transaction = function (
    this: IDBDatabase,
    ...given: Parameters<typeof transaction>
  ) {
    if (given[1] === 'readwrite' && written++ >= number) how()
    return transaction.apply(this, given)
  }
}
const killed = (): never => {
  throw new Error('killed')
}

describe('local data of an earlier format', () => {
  it('is kept here as every released format wrote it', () => {
    for (const version of released) expect(existsSync(fileOf(version)), fileOf(version)).toBe(true)
  })

  it.each(released)('is opened with everything that was in it: format %i', async (version) => {
    const { disk: image, held } = storeOf(version)
    const disk = await diskOf(image)
    const data = await openStation(formatStation, disk, offline, { storage: await testStorage(disk) })
    await holdsEverything(data, held)
    await data.close()
    const again = await openStation(formatStation, disk, offline, { storage: await testStorage(disk) })
    await holdsEverything(again, held)
    await again.close()
  })

  it('comes over with unsent edits and their base, drafts, the trace of access and the courier’s secret', async () => {
    const { disk: image, held } = storeOf(released.at(-1)!)
    const disk = await diskOf(image)
    const before = await contentOf(disk)
    const told: number[] = []
    await carryOver(disk).run(({ done, total }) => told.push(done / total))
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
    const after = await contentOf(disk)
    for (const [collection, rows] of before) {
      expect(after.get(collection)?.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
      // RxDB's own members too: it sees no change that it would send.
      for (const [at, row] of (after.get(collection) ?? []).entries())
        expect({ ...row, _base: 0 }).toMatchObject({ _meta: rows[at]!._meta, _rev: rows[at]!._rev })
    }
    const edited = after.get('patients')!.find(({ id }) => id === held.edited.id)
    expect(edited).toMatchObject({
      written: 'anew',
      _base: { note: held.edited.noteBefore, written: 'anew' },
    })
    // And the program of that format works with it.
    const storage = await testStorage(disk, { steps: nextSteps })
    const data = await openStation(formatStation, disk, offline, { storage })
    await holdsEverything(data, held)
    await data.close()
  })

  it('is the same in the end wherever it was killed, and no older program opens it in between', async () => {
    const { disk: image } = storeOf(released.at(-1)!)
    const whole = await diskOf(image)
    await carryOver(whole).run(() => undefined)
    const expected = await contentOf(whole)
    let kills = 0
    for (; ; kills++) {
      const disk = await diskOf(image)
      stopAt(kills, killed)
      const cut = await carryOver(disk)
        .run(() => undefined)
        .then(
          () => false,
          (cause) => cause.message === 'killed',
        )
      FakeDatabase.prototype.transaction = transaction
      if (!cut) break
      const left = await imageOf(disk)
      if (kills === 0) expect(left).toEqual(image)
      else {
        await expect(carryOver(disk, formatSteps).run(() => undefined)).rejects.toMatchObject({
          code: 'storage.newer-version',
        })
        expect(await imageOf(disk)).toEqual(left)
      }
      // Killed a second time on the way.
      stopAt(1, killed)
      await carryOver(disk)
        .run(() => undefined)
        .catch(() => undefined)
      FakeDatabase.prototype.transaction = transaction
      await carryOver(disk).run(() => undefined)
      expect(await contentOf(disk)).toEqual(expected)
    }
    expect(kills).toBeGreaterThan(6)
  })

  it('stays whole when the disk is full, says so, and comes over when there is room', async () => {
    const { disk: image } = storeOf(released.at(-1)!)
    const disk = await diskOf(image)
    stopAt(3, () => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    await expect(carryOver(disk).run(() => undefined)).rejects.toMatchObject({
      code: 'storage.full-at-update',
    })
    FakeDatabase.prototype.transaction = transaction
    await carryOver(disk).run(() => undefined)
    const whole = await diskOf(image)
    await carryOver(whole).run(() => undefined)
    expect(await contentOf(disk)).toEqual(await contentOf(whole))
  })

  it('waits while another window has it open, and goes on where that window has done it', async () => {
    const { disk: image } = storeOf(released.at(-1)!)
    const disk = await diskOf(image)
    const parts = { indexedDB: disk, IDBKeyRange, pause: async () => undefined, steps: nextSteps }
    const stores = async () => new Map([['plugin-local-documents-', nameOf(image)]])
    const sealOf = (collection: string) => createRowSeal(keys, collection)
    const other = createCarryOver({ ...parts, stores, sealOf, alone: async () => false })
    await expect(other.run(() => undefined)).rejects.toMatchObject({ code: 'storage.other-window' })
    expect(await imageOf(disk)).toEqual(image)
    const done = createCarryOver({
      ...{ ...parts, stores, sealOf },
      async alone() {
        await carryOver(disk).run(() => undefined)
        return false
      },
    })
    await done.run(() => undefined)
  })
})

describe('local data of a newer format', () => {
  it('is not opened, and not touched', async () => {
    const { disk: image } = storeOf(released.at(-1)!)
    const disk = await diskOf(image)
    await carryOver(disk).run(() => undefined)
    const left = await imageOf(disk)
    await expect(
      openStation(formatStation, disk, offline, { storage: await testStorage(disk) }),
    ).rejects.toMatchObject({ code: 'storage.newer-version' })
    expect(await imageOf(disk)).toEqual(left)
  })
})

const nameOf = (image: FormatStore['disk']) =>
  image.find(({ name }) => name.endsWith('--plugin-local-documents-'))!.name

async function holdsEverything(
  data: Awaited<ReturnType<typeof openStation>>,
  held: FormatStore['held'],
): Promise<void> {
  await data.sync.counted()
  await waitFor(data.sync.watchOnlyHere(), (ids) => ids.length === held.onlyHere.length)
  const list = await waitFor(data.patients.watchAll(), (all) => all.length === held.patients.length)
  expect(list.map(({ id }) => id).sort()).toEqual([...held.patients].sort())
  for (const id of held.visits) expect(await data.visits.get(id)).toMatchObject({ id })
  expect(await data.patients.get(held.edited.id)).toMatchObject({ note: held.edited.note })
  expect(await data.drafts.get(held.draft.id)).toMatchObject(held.draft)
  expect(await data.courier.secrets.get('keys')).toBe(held.secret)
  const events = await Promise.all(held.patients.map((id) => data.audit.ofPatient(id)))
  expect(events.flat().length).toBe(held.auditEvents)
}
