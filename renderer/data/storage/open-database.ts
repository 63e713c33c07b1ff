import { addRxPlugin, createRxDatabase, type RxConflictHandler, type RxDatabase, type RxStorage } from 'rxdb'
import { RxDBLeaderElectionPlugin } from 'rxdb/plugins/leader-election'
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents'
import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { RowRenewal } from '../encryption/renew-rows.ts'
import {
  type CarryOver,
  type CarryOverProgress,
  type FormatRecord,
  formatKey,
} from '../migrations/carry-over.ts'
import { formatVersion } from '../migrations/format-steps.ts'
import { shareData } from '../migrations/windows.ts'
import { collectionSchema } from './collection-schema.ts'
import { type LocalStore, openLocalStore } from './local-store.ts'
import { openSideStore } from './open-side-store.ts'
import { makeLocksPatient } from './patient-locks.ts'
import { storageError } from './storage-error.ts'
import type { StoreWitness } from './store-witness.ts'
import type { DocumentStore, StoredCollection, StoredDocument } from './stored-document.ts'

/**
 * Promise 7: a damaged database or one of a newer version is never opened empty and never deleted; opening fails with
 * `storage.damaged` or `storage.newer-version` and everything stays as it is. One that the browser itself has deleted is
 * not opened as a new one before that was said: `storage.emptied`, once.
 */

/** Storage that can name its databases, so that a missing one is noticed before RxDB creates it empty. */
export interface ListableStorage {
  storage: RxStorage<unknown, unknown>
  /** Waits until the store answers; left out where there is nothing to wait for. */
  reach?(): Promise<void>
  /** Remembers which databases there were; left out where that is not known. */
  witness?: StoreWitness | undefined
  /** Names of the collections that have a body in the store; undefined when it cannot tell. */
  present?(database: string): Promise<string[] | undefined>
  /** Brings what lies in a database under the newest data key; left out where nothing is sealed. */
  renewal?(database: string): RowRenewal
  /** Brings data of an earlier format to today's; left out where nothing outlives the program. */
  carryOver?(database: string): CarryOver
  /** Whether a row was met that only a newer program can open. */
  metNewerSeal?(): boolean
}

export interface OpenDatabase {
  rxdb: RxDatabase
  collections: { [Name in CollectionName]: StoredCollection }
  /** What was exchanged with other stations by file; never replicated. */
  exchange: DocumentStore
  /** The trace of access that this PC wrote; sent to the server by a way of its own. */
  audit: DocumentStore
  local: LocalStore
}

addRxPlugin(RxDBLocalDocumentsPlugin)
addRxPlugin(RxDBLeaderElectionPlugin)
if (globalThis.navigator?.locks) makeLocksPatient(navigator.locks)

export async function openDatabase(
  name: string,
  { storage, reach, witness, present, metNewerSeal, carryOver }: ListableStorage,
  multiInstance: boolean,
  conflictHandler: (collection: CollectionName) => RxConflictHandler<StoredDocument>,
  onCarryOver: (progress: CarryOverProgress) => void = () => undefined,
): Promise<OpenDatabase> {
  let rxdb: RxDatabase | undefined
  let endShare = () => {}
  try {
    await reach?.()
    checkNotEmptied(name, witness, await present?.(name))
    const carrying = carryOver?.(name)
    await carrying?.run(onCarryOver)
    const today = carrying?.version ?? formatVersion
    if (multiInstance) endShare = await shareData(name)
    const before = await present?.(name)
    rxdb = await createRxDatabase({
      name,
      storage,
      multiInstance,
      localDocuments: true,
      eventReduce: false,
      closeDuplicates: false,
    })
    rxdb.onClose.push(async () => endShare())
    const local = await openLocalStore(rxdb)
    // Not damaged, and not empty: the rows are there, under a cipher that this program does not know.
    if (!local.get<FormatRecord>(formatKey) && metNewerSeal?.())
      throw new AppError('storage.newer-version', { detail: 'an unknown algorithm of encryption' })
    checkFormat(local.get<FormatRecord>(formatKey), before, today)
    const created = await rxdb.addCollections(
      Object.fromEntries(
        collectionNames.map((collection) => [
          collection,
          { schema: collectionSchema(collection), conflictHandler: conflictHandler(collection) },
        ]),
      ),
    )
    // After the collections: a crash in between leaves a database that is simply opened again.
    if (!isOf(today, local.get<FormatRecord>(formatKey)))
      await local.put(formatKey, { version: today, collections: [...collectionNames] })
    witness?.note(name)
    return {
      rxdb,
      collections: created as unknown as OpenDatabase['collections'],
      exchange: await openSideStore(rxdb, 'exchange'),
      audit: await openSideStore(rxdb, 'audit'),
      local,
    }
  } catch (cause) {
    await rxdb?.close().catch(() => undefined)
    endShare()
    throw storageError(cause)
  }
}

const isOf = (today: number, format: FormatRecord | undefined): boolean =>
  format?.version === today &&
  format.from === undefined &&
  collectionNames.every((name) => format.collections.includes(name))

function checkNotEmptied(name: string, witness: StoreWitness | undefined, present: string[] | undefined) {
  if (present?.length !== 0 || !witness?.saw(name)) return
  witness.forget(name)
  throw new AppError('storage.emptied')
}

function checkFormat(format: FormatRecord | undefined, before: string[] | undefined, today: number): void {
  if (format && format.version > today)
    throw new AppError('storage.newer-version', { detail: `format ${format.version}` })
  if (!before) return
  const missing = format?.collections.filter((collection) => !before.includes(collection)) ?? []
  if (missing.length > 0)
    throw new AppError('storage.damaged', { detail: `collections are missing: ${missing.join(', ')}` })
  // The collections are there, and the record that goes with them is gone.
  if (!format && collectionNames.every((collection) => before.includes(collection)))
    throw new AppError('storage.damaged', { detail: 'the format record is missing' })
}
