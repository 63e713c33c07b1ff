import type { RxStorageDefaultCheckpoint } from 'rxdb'
import type { RxReplicationState } from 'rxdb/plugins/replication'
import type { StoredDocument } from '../storage/stored-document.ts'
import type { Checkpoint } from './pull-handler.ts'

/** RxDB's own replication of one collection. */
export type ReplicationState = RxReplicationState<StoredDocument, Checkpoint>
/** A place in the order of the store's writes. */
export type StoreCheckpoint = RxStorageDefaultCheckpoint
