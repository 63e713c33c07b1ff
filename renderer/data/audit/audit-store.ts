import { prepareQuery } from 'rxdb'
import { auditIdPrefix } from '#shared/domain/audit/audit-chain.ts'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { storageError } from '../storage/storage-error.ts'
import { type DocumentStore, type StoredDocument, toDomain } from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'

/** The events on this PC's disk, by id: station, chain, number. */
export interface AuditStore {
  /** All events whose id begins so, in the order of ids. @param from the number to begin with */
  read(prefix: string, from?: number): Promise<AuditEvent[]>
  /** Resolves when they are durable. */
  add(events: AuditEvent[]): Promise<void>
  /** Takes events off this PC. */
  forget(ids: string[]): Promise<void>
}

/** Comes after every character of an id. */
const end = '\uffff'

export function createAuditStore(store: DocumentStore): AuditStore {
  const { storageInstance: storage } = store
  return {
    async read(prefix, from = 0) {
      const first = from > 0 ? `${prefix}${String(from).padStart(9, '0')}` : prefix
      const query = {
        selector: { _deleted: { $eq: false }, id: { $gte: first, $lte: prefix + end } },
        sort: [{ id: 'asc' as const }],
        skip: 0,
        index: ['_deleted', 'id'],
      }
      try {
        const { documents } = await storage.query(prepareQuery(storage.schema, query as never))
        return documents.map(toDomain<AuditEvent>)
      } catch (cause) {
        throw storageError(cause)
      }
    },
    add: (events) => writeDocuments(store, events as unknown as StoredDocument[]),
    forget: (ids) =>
      writeDocuments(store, ids.map((id) => ({ id, _deleted: true })) as unknown as StoredDocument[]),
  }
}

/** Ids of everything in the store begin so. */
export const everyEvent = 'audit-event:'
export const eventsOfStation = (station: string): string => auditIdPrefix(station)
