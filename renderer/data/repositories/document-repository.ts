import { prepareQuery } from 'rxdb'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { LiveQuery } from '../controls/live-query.ts'
import type { PatientRepository, Repository } from '../controls/repository.ts'
import { liveRows } from '../live/live-rows.ts'
import { storageError } from '../storage/storage-error.ts'
import { type StoredCollection, type StoreRow, toDomain } from '../storage/stored-document.ts'
import { type Lineage, writeDocuments } from '../storage/write-documents.ts'

/** All rows where an indexed field has this value; without a field, all rows. Deleted ones are left out. */
export async function readRows(
  collection: StoredCollection,
  where?: { field: 'patientId' | 'status'; value: string },
): Promise<StoreRow[]> {
  const selector = { _deleted: { $eq: false }, ...(where ? { [where.field]: { $eq: where.value } } : {}) }
  const index = where ? ['_deleted', where.field, 'id'] : ['_deleted', 'id']
  return queryRows(collection, { selector, index })
}

async function queryRows(
  collection: StoredCollection,
  asked: { selector: object; index: string[]; limit?: number },
): Promise<StoreRow[]> {
  try {
    const schema = collection.storageInstance.schema
    const query = { ...asked, sort: [{ id: 'asc' as const }], skip: 0 }
    const { documents } = await collection.storageInstance.query(prepareQuery(schema, query as never))
    return documents
  } catch (cause) {
    throw storageError(cause)
  }
}

/** @param meet for a new document whose id stands here by now */
export function createRepository<T extends ClinicDocument>(
  collection: StoredCollection,
  meet: Lineage['meet'],
): Repository<T> {
  const rowsById = async (id: string) => collection.storageInstance.findDocumentsById([id], false)
  return {
    async get(id) {
      try {
        const [row] = await rowsById(id)
        return row && toDomain<T>(row)
      } catch (cause) {
        throw storageError(cause)
      }
    },
    watch: (id) =>
      liveRows({
        collection,
        read: () => rowsById(id),
        matches: (row) => row.id === id,
        result: (rows): T | undefined => [...rows].map(toDomain<T>)[0],
        gatherMs: 0,
      }),
    save: (...documents) => writeDocuments(collection, documents, { madeFrom: new Map(), meet }),
  }
}

/** @param dateOf the clinical date of a document, ISO text: newest first */
export function createPatientRepository<T extends ClinicDocument>(
  collection: StoredCollection,
  meet: Lineage['meet'],
  dateOf: (document: T) => string,
): PatientRepository<T> {
  const newestFirst = (rows: Iterable<StoreRow>): T[] =>
    [...rows].map(toDomain<T>).sort((a, b) => {
      const [ofA, ofB] = [dateOf(a), dateOf(b)]
      return ofA === ofB ? (a.id < b.id ? 1 : -1) : ofA < ofB ? 1 : -1
    })
  const read = (patientId: string) => readRows(collection, { field: 'patientId', value: patientId })
  return {
    ...createRepository<T>(collection, meet),
    ofPatient: async (patientId) => newestFirst(await read(patientId)),
    countByPatient: () => countByPatient(collection),
    watchOfPatient: (patientId): LiveQuery<T[]> =>
      liveRows({
        collection,
        read: () => read(patientId),
        matches: (row) => row.patientId === patientId,
        result: newestFirst,
        gatherMs: 0,
      }),
  }
}

const countedAtOnce = 250

/** Pages, because all documents at once would not fit into memory; the screen has its turn between them. */
async function countByPatient(collection: StoredCollection): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (let after = ''; ; ) {
    const selector = { _deleted: { $eq: false }, id: { $gt: after } }
    const rows = await queryRows(collection, { selector, index: ['_deleted', 'id'], limit: countedAtOnce })
    for (const { patientId } of rows) {
      const patient = String(patientId)
      counts.set(patient, (counts.get(patient) ?? 0) + 1)
    }
    const last = rows.at(-1)
    if (!last || rows.length < countedAtOnce) return counts
    after = last.id
  }
}
