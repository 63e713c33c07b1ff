import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'

const codeByName: Record<string, ErrorCode> = {
  QuotaExceededError: 'storage.full',
  VersionError: 'storage.newer-version',
  // What it may mean reaches from a file that is still held to a broken disk; names do not tell.
  UnknownError: 'storage.not-answering',
  DataError: 'storage.damaged',
  NotFoundError: 'storage.damaged',
  OpenFailedError: 'storage.damaged',
  MissingAPIError: 'storage.unavailable',
  InvalidStateError: 'storage.unavailable',
  DatabaseClosedError: 'storage.unavailable',
}

/** What a failure of the store means for the user. Names come from IndexedDB and Dexie; no document is quoted. */
export function storageError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  for (let error: unknown = cause, depth = 0; error instanceof Error && depth < 5; depth++) {
    const code = codeByName[error.name]
    // Dexie wraps: an abort or a failed open carries the true reason inside.
    const inner: unknown = 'inner' in error ? error.inner : error.cause
    if (inner instanceof Error && codeByName[inner.name]) error = inner
    else if (code) return new AppError(code, { detail: error.name, cause })
    else error = inner
  }
  const name = cause instanceof Error ? cause.name : typeof cause
  return new AppError('storage.unavailable', { detail: name, cause })
}
