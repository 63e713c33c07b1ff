import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { BulkWriteRow, RxStorage } from 'rxdb'
import type { RxStorageInstanceMemory } from 'rxdb/plugins/storage-memory'
import { Observable } from 'rxjs'
import { collectionNames } from '#shared/domain/registry.ts'
import type { Random } from '../../../build/seed/random.ts'
import type { ListableStorage } from '../../../renderer/data/storage/open-database.ts'
import type { StationRealm } from '../realm/station-realm.ts'
import { createDurableNotes } from './durable-notes.ts'
import type { Instance, StoredRow } from './stored-row.ts'
import type { Place, VirtualTime } from './virtual-time.ts'

/**
 * The disk of one PC. It outlives the programs that use it: what a program had written when it was killed stays, what it
 * was about to write is lost, and a killed program neither reads nor writes any more.
 */
export interface Disk {
  /** The storage as a program in this place sees it. @param skewMs how far the clock of its PC is off */
  storage(place: Place, skewMs: () => number): ListableStorage
  /** Every row of the clinic's collections, deleted ones included, by the program that runs. */
  rows(): Promise<Map<string, StoredRow>>
}

interface DiskOptions {
  name: string
  kind: 'memory' | 'dexie'
  realm: StationRealm
  time: VirtualTime
  random: Random
  /** Told of documents as soon as they are on the disk. */
  onWritten(rows: readonly StoredRow[]): void
}

type MemoryInstance = RxStorageInstanceMemory<{ id: string }>

type TimeOfWriting = (time: number) => number
/** The time that RxDB gives a row, by the clock of this PC. While a program runs, RxDB's times never go back. */
function timeOfWriting(skewMs: () => number): TimeOfWriting {
  let last = 0
  return (time) => {
    last = Math.max(last, time + skewMs())
    return last
  }
}

const slowWrites = 0.3
const never = new Promise<never>(() => undefined)
const isClinical = (name: string) => (collectionNames as string[]).includes(name)

export function createDisk({ name, kind, realm, time, random, onWritten }: DiskOptions): Disk {
  const own: Place = { name: `disk of ${name}`, dead: false }
  const inner = kind === 'dexie' ? dexie(realm) : memory(realm)
  const notes = kind === 'dexie' ? undefined : createDurableNotes()
  let open = new Map<string, Instance>()
  let user: Place | undefined

  /** Runs on the disk: a kill of the program does not stop what the disk has begun. */
  const onDisk = <T>(place: Place, work: () => Promise<T>): Promise<T> =>
    place.dead ? never : time.at(own, work).then((value) => (place.dead ? never : value))

  function guard(instance: Instance, collection: string, place: Place, timeOf: TimeOfWriting): Instance {
    const write = instance.bulkWrite.bind(instance)
    const stream = instance.changeStream.bind(instance)
    instance.bulkWrite = (rows: BulkWriteRow<StoredRow>[], why) => {
      for (const { document } of rows) document._meta = { ...document._meta, lwt: timeOf(document._meta.lwt) }
      return onDisk(place, async () => {
        if (random.chance(slowWrites)) await time.sleep(random.int(1, 30))
        // The program died while its write was on the way.
        if (place.dead) return never
        const result = await write(rows, why)
        if (isClinical(collection)) {
          const failed = new Set(result.error.map((error) => error.documentId))
          onWritten(rows.map((row) => row.document).filter((row) => !failed.has(row.id)) as StoredRow[])
        }
        if (random.chance(slowWrites)) await time.sleep(random.int(1, 30))
        return result
      })
    }
    for (const method of ['findDocumentsById', 'query', 'count'] as const) {
      const read = instance[method].bind(instance) as (...given: unknown[]) => Promise<unknown>
      Object.assign(instance, { [method]: (...given: unknown[]) => onDisk(place, () => read(...given)) })
    }
    instance.changeStream = () =>
      new Observable((listener) =>
        stream().subscribe((bulk) => {
          if (!place.dead) time.at(place, () => listener.next(bulk))
        }),
      ) as ReturnType<Instance['changeStream']>
    if (kind === 'memory') removableRows(instance, place)
    if (isClinical(collection)) open.set(collection, instance)
    return instance
  }

  /** A store in memory keeps its tombstones; the workplace's own takes rows away. */
  function removableRows(instance: Instance, place: Place) {
    const memory = instance as unknown as MemoryInstance
    const removeRows = (ids: readonly string[], isToGo: (row: object) => boolean) =>
      onDisk(place, async () => {
        memory.ensurePersistence()
        const { documents } = memory.internals
        for (const row of ids.flatMap((id) => documents.get(id) ?? []).filter(isToGo))
          realm.removeDocFromState(memory.primaryPath, memory.schema, memory.internals, row)
      })
    Object.assign(memory.internals, { removeRows })
  }

  return {
    storage(place, skewMs) {
      const { storage } = inner
      const timeOf = timeOfWriting(skewMs)
      user = place
      open = new Map()
      const createStorageInstance: typeof storage.createStorageInstance = async (given) => {
        const params = {
          ...given,
          databaseName: name,
          schema:
            kind === 'memory' && isClinical(given.collectionName) ? withIdIndex(given.schema) : given.schema,
        }
        const made = await onDisk(place, () => storage.createStorageInstance(params as never))
        const instance = made as unknown as Instance
        notes?.keep(instance, given.collectionName)
        return guard(instance, given.collectionName, place, timeOf) as never
      }
      return {
        storage: { ...storage, createStorageInstance } as RxStorage<unknown, unknown>,
        ...(inner.present ? { present: () => inner.present!(name) } : {}),
      }
    },
    async rows() {
      const found = new Map<string, StoredRow>()
      for (const [, instance] of open) {
        const query = { selector: {}, sort: [{ id: 'asc' }], skip: 0 }
        const { documents } = await time.at(user ?? own, () => instance.query(prepare(instance, query)))
        for (const row of documents) found.set(row.id, row as unknown as StoredRow)
      }
      return found
    },
  }
  function prepare(instance: Instance, query: object) {
    return realm.prepareQuery(instance.schema as never, query as never) as never
  }
}

/** Every store in IndexedDB has this index; RxDB's memory has it where there is no other. */
function withIdIndex<T extends { indexes?: readonly unknown[] | undefined }>(schema: T): T {
  const byId = ['_deleted', 'id']
  const indexes = schema.indexes ?? []
  return indexes.some((index) => String(index) === String(byId))
    ? schema
    : { ...schema, indexes: [...indexes, byId] }
}

const memory = (realm: StationRealm): ListableStorage => ({
  storage: { ...realm.getRxStorageMemory(), collectionStates: new Map() } as unknown as RxStorage<
    unknown,
    unknown
  >,
})

const dexie = (realm: StationRealm): ListableStorage =>
  realm.dexieStorage({ indexedDB: new IDBFactory(), IDBKeyRange })
