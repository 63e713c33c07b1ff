import type { RxStorageInstance } from 'rxdb'

/** A row of a station's disk, or of the server. */
export type StoredRow = Record<string, unknown> & { id: string; _deleted: boolean }
/** One store of a station's disk. */
export type Instance = RxStorageInstance<StoredRow, unknown, unknown>
