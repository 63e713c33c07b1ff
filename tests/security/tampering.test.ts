import { IDBKeyRange } from 'fake-indexeddb'
import { beforeAll, describe, expect, it } from 'vitest'
import { importCourierKeys, signingKeys } from '../../renderer/data/courier/courier-keys.ts'
import { openCourierFile } from '../../renderer/data/courier/file-reader.ts'
import { beginCourierFile } from '../../renderer/data/courier/file-writer.ts'
import { createRowSeal, type DataKeys } from '../../renderer/data/encryption/row-seal.ts'
import { dexieStorage } from '../../renderer/data/storage/dexie-storage.ts'
import type { StoredRow } from '../../renderer/data/storage/store-requests.ts'
import {
  newDisk,
  openStation,
  testContext,
  testPatient,
  testVisit,
} from '../../renderer/data/testing/test-workplace.ts'
import { makeLock, openLock } from '../../renderer/features/session/model/user-lock.ts'
import { collectionOfType } from '../../shared/domain/registry.ts'

// Somebody has the disk of a PC, or a courier's file, and changes it: a thousand acts, drawn anew from a fixed seed.

/** Numbers that look drawn by lot and are the same each time (mulberry32). */
function lots(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}
const draw = lots(20_261_125)
const oneOf = <T>(list: readonly T[]): T => list[draw(list.length)]!
const flipped = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const changed = new Uint8Array(bytes)
  const bit = draw(changed.length * 8)
  changed[bit >> 3]! ^= 1 << (bit & 7)
  return changed
}

const newKey = () =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))
const context = testContext('tampered')

interface Lying {
  /** The store as IndexedDB names it, and the collection that RxDB means by it. */
  place: string
  collection: string
  row: StoredRow
}

const request = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })

/** Every sealed row of every store on a disk, as it lies there. */
async function rowsOn(disk: IDBFactory): Promise<Lying[]> {
  const found: Lying[] = []
  for (const { name: place = '' } of await disk.databases()) {
    const database = await request(disk.open(place))
    for (const store of database.objectStoreNames) {
      const rows: StoredRow[] = await request(database.transaction(store).objectStore(store).getAll())
      for (const row of rows)
        if (row._sealed) found.push({ place, collection: place.split('--').slice(2).join('--'), row })
    }
    database.close()
  }
  return found
}

describe('a thousand acts of tampering', () => {
  const disk = newDisk()
  let keys: DataKeys
  let lying: Lying[]
  const opens = (collection: string, row: StoredRow) => createRowSeal(keys, collection).open(row)

  beforeAll(async () => {
    keys = { current: 1, keys: new Map([[1, await newKey()]]) }
    const storage = dexieStorage({ indexedDB: disk, IDBKeyRange }, { dataKeys: keys })
    const data = await openStation('tampered', disk, offline, { storage })
    for (let number = 0; number < 12; number += 1) {
      const patient = testPatient(context, { note: `у реки ${number}` })
      const visit = testVisit(context, patient.id, { complaints: `кашель ${number}` })
      await data.patients.save(patient)
      await data.visits.save(visit)
      const next = { ...patient, note: `за рекой ${number}`, updatedAt: context.hybridClock.next() }
      await data.saveAll([next], [patient])
      await data.drafts.save({ ...visit, status: 'draft' } as never)
    }
    await data.courier.secrets.set('keys', 'тайна')
    await data.close()
    lying = await rowsOn(disk)
  }, 60_000)

  it('is tried on every kind of store: documents, drafts, local rows', async () => {
    const kinds = [...new Set(lying.map(({ collection }) => collection))]
    expect(kinds).toEqual(expect.arrayContaining(['patients', 'visits']))
    expect(kinds.some((kind) => /local/.test(kind))).toBe(true)
    expect(lying.length).toBeGreaterThan(35)
    for (const { collection, row } of lying) expect(await opens(collection, row)).toBeDefined()
  })

  it('400 changed bits in rows are all noticed', async () => {
    for (let act = 0; act < 400; act += 1) {
      const { collection, row } = oneOf(lying)
      expect(await opens(collection, { ...row, _sealed: flipped(row._sealed!) })).toBeUndefined()
    }
  })

  it('100 bodies that were cut, lengthened or emptied are all noticed', async () => {
    for (let act = 0; act < 100; act += 1) {
      const { collection, row } = oneOf(lying)
      const sealed = row._sealed!
      const longer = new Uint8Array(sealed.length + 1 + draw(20))
      longer.set(sealed)
      const changed = oneOf([sealed.slice(0, draw(sealed.length)), longer, new Uint8Array(), sealed.slice(1)])
      expect(await opens(collection, { ...row, _sealed: changed })).toBeUndefined()
    }
  })

  it('200 bodies put into another row, of the same store or another, are all noticed', async () => {
    for (let act = 0; act < 200; act += 1) {
      const [one, two] = [oneOf(lying), oneOf(lying)]
      if (one.row === two.row) continue
      expect(await opens(one.collection, { ...one.row, _sealed: two.row._sealed! })).toBeUndefined()
      // The whole row, clear members and all, in a store in which it does not belong.
      if (one.collection !== two.collection) expect(await opens(one.collection, two.row)).toBeUndefined()
    }
  })

  it('100 changes of what stands in clear are all noticed', async () => {
    const documents = lying.filter(
      ({ collection, row }) => collectionOfType(row.id.split(':')[0]!) === collection,
    )
    for (let act = 0; act < 100; act += 1) {
      const { collection, row } = oneOf(documents)
      const changes: object[] = [
        { id: oneOf(documents.filter((each) => each.row !== row)).row.id },
        { _deleted: row._deleted === '1' || row._deleted === true ? '0' : '1' },
        { _downloaded: '7-made-up' },
        { madeUp: 'x' },
        ...('patientId' in row ? [{ patientId: 'patient:another' }] : []),
      ]
      expect(await opens(collection, { ...row, ...oneOf(changes) } as StoredRow)).toBeUndefined()
    }
  })

  it('100 changes of what is kept for a user under the password are all noticed', async () => {
    const cheap = { memoryKiB: 64, iterations: 1, parallelism: 1 }
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
    const locks = await Promise.all(
      ['doctor', 'feldsher'].map((user) => makeLock(user, 'пароль', { of: user }, random, cheap)),
    )
    expect(await openLock('doctor', 'пароль', locks[0]!, cheap)).toEqual({ of: 'doctor' })
    for (let act = 0; act < 100; act += 1) {
      const lock = locks[0]!
      const changed = oneOf([
        { ...lock, sealed: flipped(lock.sealed) },
        { ...lock, nonce: flipped(lock.nonce) },
        { ...lock, salt: flipped(lock.salt) },
        { ...lock, sealed: lock.sealed.slice(0, draw(lock.sealed.length)) },
        { ...lock, sealed: locks[1]!.sealed },
        locks[1]!,
      ])
      expect(await openLock('doctor', 'пароль', changed, cheap)).toBeUndefined()
    }
  })

  it('100 changes of a courier’s file are all noticed before a document of it is taken', async () => {
    const [key] = await importCourierKeys({
      keys: [{ id: 'k1', key: btoa('0123456789abcdef0123456789abcdef') }],
    })
    let kept: string | undefined
    const place = {
      get: async () => kept,
      async set(value: string) {
        kept = value
      },
    }
    const identity = { stationId: 'one', name: 'ПК', ...(await signingKeys(place)) }
    const written = await beginCourierFile(
      {
        format: 1,
        clinicId: 'demo',
        keyId: 'k1',
        from: 'one',
        number: 1,
        createdAt: '2026-11-25T08:00:00.000Z',
      },
      { name: 'ПК', publicKey: identity.publicKey, to: '*', receipts: [] },
      key!,
      identity,
    )
    const rows = Array.from({ length: 4 }, () => ({
      document: { ...testPatient(context) },
      deleted: false,
      onServer: false,
    }))
    for (const row of rows) await written.part([row])
    const bytes = await written.end()

    /** How many documents come out before the first problem, and whether there was one. */
    const taken = async (file: Uint8Array<ArrayBuffer>) => {
      const opened = await openCourierFile(new Blob([file]), [key!])
      if (!opened.ok) return { documents: [], problem: true }
      const documents: unknown[] = []
      for await (const part of opened.value.parts()) {
        if (!part.ok) return { documents, problem: true }
        documents.push(...part.value.rows.map(({ document }) => document))
      }
      return { documents, problem: false }
    }
    const whole = rows.map(({ document }) => document)
    expect(await taken(bytes)).toEqual({ documents: whole, problem: false })

    const parts = partsOf(bytes)
    for (let act = 0; act < 100; act += 1) {
      const [a, b] = [1 + draw(parts.length - 1), 1 + draw(parts.length - 1)]
      const swapped = parts.map((part, place) => (place === a ? parts[b]! : place === b ? parts[a]! : part))
      const changed = oneOf([
        flipped(bytes),
        flipped(bytes),
        bytes.slice(0, draw(bytes.length)),
        ...(a === b ? [] : [joined(swapped)]),
        joined(parts.filter((_, place) => place !== a)),
        joined(parts.flatMap((part, place) => (place === a ? [part, part] : [part]))),
      ])
      const { documents, problem } = await taken(changed)
      expect([act, problem]).toEqual([act, true])
      // What came out before the damage is what was written.
      expect(documents).toEqual(whole.slice(0, documents.length))
    }
  })

  it('what is not noticed: a whole row put back as it was earlier, and a row taken away', async () => {
    const storage = dexieStorage({ indexedDB: disk, IDBKeyRange }, { dataKeys: keys })
    const { collection, row, place } = lying.find((each) => each.collection === 'patients')!
    const data = await openStation('tampered', disk, offline, { storage })
    const patient = (await data.patients.get(row.id))!
    await data.saveAll(
      [{ ...patient, note: 'новая запись', updatedAt: context.hybridClock.next() }],
      [patient],
    )
    await data.close()
    const newer = (await rowsOn(disk)).find((each) => each.row.id === row.id && each.place === place)!
    expect((await opens(collection, newer.row))!.note).toBe('новая запись')
    // The earlier row opens as well as the newer: the server's copy, not the seal, is what stands against it.
    expect((await opens(collection, row))!.note).toBe(patient.note)
  })
})

/** The head of a courier's file, then its parts with their lengths. */
function partsOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const view = new DataView(bytes.buffer)
  let from = 12 + view.getUint32(8)
  const parts = [bytes.slice(0, from)]
  while (from < bytes.length) {
    const to = from + 4 + view.getUint32(from)
    parts.push(bytes.slice(from, to))
    from = to
  }
  return parts
}

const joined = (parts: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts))
