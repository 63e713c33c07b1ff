import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '#shared/errors/app-error.ts'
import { asStorageError } from './file.ts'

/** Somebody else holds the lock (`SQLITE_BUSY`); anything else is about the folder itself. */
const isHeld = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5

/**
 * Keeps a second server out of the data folder: two writers would give the same numbers twice. The lock is the
 * operating system's and goes with the process, however it ends. Returns the way to give it back.
 */
export function lockFolder(folder: string): () => void {
  const file = new DatabaseSync(join(folder, 'lock.sqlite'))
  try {
    file.exec('PRAGMA busy_timeout=0; BEGIN EXCLUSIVE')
  } catch (cause) {
    file.close()
    if (!isHeld(cause)) throw asStorageError(cause)
    throw new AppError('storage.in-use', { detail: 'another server uses this data folder', cause })
  }
  return () => file.close()
}
