import { type BulkWriteRow, getAssumedMasterState } from 'rxdb'
import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import { readRows } from '../repositories/document-repository.ts'
import { huskOf, isLeft, lastHuskId, lastHuskOf, removeRows } from '../storage/remove-rows.ts'
import { sameContent } from '../storage/same-content.ts'
import {
  cameFromServer,
  type StoredCollection,
  type StoredDocument,
  type StoreRow,
} from '../storage/stored-document.ts'
import type { CollectionReplication } from './collection-replication.ts'
import { isNeverThere } from './push-row.ts'

/** Copies of the server's documents on this PC. */
export interface HeldCopies {
  cards(): Promise<StoreRow[]>
  /** Everything of a patient, the card too. */
  ofPatient(patientId: string): Promise<Map<CollectionName, StoreRow[]>>
  /** The server's revision of each; undefined for what it does not have as it is here. */
  revisionsOf(name: CollectionName, rows: readonly StoreRow[]): Promise<Map<string, string | undefined>>
  /** Takes them off this PC: content, search, and what was noted of the server. Nobody else is told of it. */
  remove(name: CollectionName, rows: readonly StoreRow[]): Promise<void>
  /** Ends a removal that was cut short. */
  removeHusks(name: CollectionName, ids: readonly string[]): Promise<void>
}

interface Parts {
  collections: { [Name in CollectionName]: StoredCollection }
  replications: ReadonlyMap<CollectionName, CollectionReplication>
}

export function createHeldCopies({ collections, replications }: Parts): HeldCopies {
  async function recordsOf(name: CollectionName, patientId: string): Promise<StoreRow[]> {
    if (name === 'patients') return collections.patients.storageInstance.findDocumentsById([patientId], false)
    return readRows(collections[name], { field: 'patientId', value: patientId })
  }
  /** Items that name the patient, or a document of theirs. The inbox has no index of either, and few items. */
  async function itemsOf(patientId: string, documents: ReadonlySet<unknown>): Promise<StoreRow[]> {
    const items = await readRows(collections.inbox)
    return items.filter(
      (row) => row.patientId === patientId || ('documentId' in row && documents.has(row.documentId)),
    )
  }

  async function removeHusks(name: CollectionName, ids: readonly string[]) {
    const husks = await collections[name].storageInstance.findDocumentsById([...ids], true)
    const gone = husks.filter(isLeft).map(({ id }) => id)
    const notes = replications.get(name)?.state.metaInstance
    // The notes first: a row without its note would count as written here, a husk never does.
    if (notes)
      await removeRows(
        notes,
        gone.map((id) => `${id}|0`),
      )
    await removeRows(collections[name].storageInstance, gone, isLeft)
  }

  return {
    cards: () => readRows(collections.patients),
    async ofPatient(patientId) {
      const found = new Map<CollectionName, StoreRow[]>()
      for (const name of collectionNames.filter((each) => each !== 'inbox'))
        found.set(name, await recordsOf(name, patientId))
      const documents = new Set([...found.values()].flat().map(({ id }) => id))
      found.set('inbox', await itemsOf(patientId, documents))
      return new Map([...found].filter(([, rows]) => rows.length > 0))
    },
    async revisionsOf(name, rows) {
      const inner = replications.get(name)?.state.internalReplicationState
      const ids = rows.map(({ id }) => id)
      const known = inner ? await getAssumedMasterState(inner, ids) : {}
      const revisionOf = (row: StoreRow) => {
        if (typeof row._downloaded === 'string') return row._downloaded
        const had = known[row.id]?.docData
        const isSame = had && !isNeverThere(had) && (cameFromServer(row) || sameContent(had, row))
        return isSame ? had._rev : undefined
      }
      return new Map(rows.map((row) => [row.id, revisionOf(row)]))
    },
    async remove(name, rows) {
      const flag = await replications.get(name)!.fromServer()
      const storage = collections[name].storageInstance
      const [last] = await storage.findDocumentsById([lastHuskId], true)
      const writes: BulkWriteRow<StoredDocument>[] = rows.map((previous) => ({
        previous,
        document: huskOf(previous),
      }))
      for (const row of rows.slice(-1)) writes.push({ previous: last, document: lastHuskOf(row) } as never)
      // In conflict: somebody has written it in this moment, and it stays.
      const { error } = await storage.bulkWrite(writes, flag)
      const refused = error.find(({ status }) => status !== 409)
      if (refused) throw new Error(`write failed with ${refused.status}`)
      await removeHusks(
        name,
        rows.map(({ id }) => id),
      )
    },
    removeHusks,
  }
}
