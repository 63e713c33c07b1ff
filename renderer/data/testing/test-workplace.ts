import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { OPEN_COLLECTIONS } from 'rxdb'
import type { CommandContext } from '#shared/domain/common/command-context.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { systemClock } from '#shared/kit/clock.ts'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import { createMakeId } from '#shared/kit/ids.ts'
import type { LiveQuery } from '../controls/live-query.ts'
import type { DataKeys } from '../encryption/row-seal.ts'
import { openWorkplaceData } from '../open-workplace-data.ts'
import type { OpenOptions } from '../options.ts'
import { dexieStorage, type SealOptions } from '../storage/dexie-storage.ts'

/** A station for tests: RxDB on Dexie over fake-indexeddb, which stands for the disk of one PC. */
export type Disk = IDBFactory
export const newDisk = (): Disk => new IDBFactory()

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

export function testContext(station: string): CommandContext {
  return {
    clock: systemClock,
    hybridClock: createHybridClock(systemClock, station),
    makeId: createMakeId(systemClock, random),
    clinicId: 'demo',
    author: { id: `practitioner:${station}`, name: 'Ковальчук А. П.', role: 'doctor' },
  }
}

/** Every station of a test keeps its data sealed, as in a clinic. */
export const testKeys: Promise<DataKeys> = crypto.subtle
  .importKey('raw', new Uint8Array(32).fill(5), 'AES-GCM', false, ['encrypt', 'decrypt'])
  .then((key) => ({ current: 1, keys: new Map([[1, key]]) }))

/** What the stations of the tests store with. */
export const testStorage = async (disk: Disk, more: SealOptions = {}) =>
  dexieStorage({ indexedDB: disk, IDBKeyRange }, { dataKeys: await testKeys, ...more })

/** @param station the name on the disk; the same name opens the same data again */
export async function openStation(
  station: string,
  disk: Disk,
  fetch: typeof globalThis.fetch,
  more: Partial<OpenOptions> = {},
) {
  // Each station is a program of its own on its PC: RxDB's limit of collections is for one, not for all of this process.
  OPEN_COLLECTIONS.clear()
  return openWorkplaceData({
    clinicId: 'demo',
    database: 'clinic-demo',
    localName: `clinic-demo-${station}`,
    stationId: station,
    context: testContext(station),
    baseUrl: 'http://server',
    storage: await testStorage(disk),
    multiInstance: false,
    fetch,
    ...more,
  })
}

export function testPatient(context: CommandContext, change: Partial<Patient> = {}): Patient {
  return {
    id: context.makeId('patient'),
    type: 'patient',
    schemaVersion: 1,
    clinicId: 'demo',
    createdAt: new Date(context.clock.now()).toISOString(),
    updatedAt: context.hybridClock.next(),
    author: context.author,
    name: { family: 'Лукашевич', given: 'Мария', patronymic: 'Ивановна' },
    sex: 'female',
    birthDate: '1960-05-01',
    ...change,
  }
}

export function testVisit(context: CommandContext, patientId: string, change: Partial<Visit> = {}): Visit {
  const id = context.makeId('visit')
  return {
    id,
    type: 'visit',
    schemaVersion: 1,
    clinicId: 'demo',
    createdAt: new Date(context.clock.now()).toISOString(),
    updatedAt: context.hybridClock.next(),
    author: context.author,
    patientId,
    kind: 'ambulatory',
    startedAt: new Date(context.clock.now()).toISOString(),
    diagnoses: [],
    status: 'signed',
    practitioner: context.author,
    version: 1,
    rootId: id,
    ...change,
  }
}

/** Resolves with the first result that fits; rejects after a while, naming what was seen last. */
export function waitFor<T>(query: LiveQuery<T>, fits: (value: T) => boolean, timeoutMs = 20_000): Promise<T> {
  return new Promise((resolve, reject) => {
    let last: T | undefined
    let end: (() => void) | undefined
    let finished = false
    const timer = setTimeout(() => {
      end?.()
      reject(new Error(`not seen in time; last: ${JSON.stringify(last)?.slice(0, 500)}`))
    }, timeoutMs)
    end = query.subscribe((value) => {
      last = value
      if (finished || !fits(value)) return
      finished = true
      clearTimeout(timer)
      queueMicrotask(() => end?.())
      resolve(value)
    }, reject)
  })
}
