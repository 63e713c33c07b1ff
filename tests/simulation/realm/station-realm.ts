// Loaded once for every station, with everything of the client that it imports.
import { OPEN_COLLECTIONS, prepareQuery } from 'rxdb'
import { getRxStorageMemory, removeDocFromState } from 'rxdb/plugins/storage-memory'
import { importCourierKeys, signingKeys } from '../../../renderer/data/courier/courier-keys.ts'
import { openWorkplaceData } from '../../../renderer/data/open-workplace-data.ts'
import { dexieStorage } from '../../../renderer/data/storage/dexie-storage.ts'

export const realm = {
  openWorkplaceData,
  dexieStorage,
  getRxStorageMemory,
  removeDocFromState,
  prepareQuery,
  importCourierKeys,
  signingKeys,
  /** The program died: RxDB counts what it had open no longer. */
  died: () => OPEN_COLLECTIONS.clear(),
}
export type StationRealm = typeof realm
