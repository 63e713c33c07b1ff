import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '#shared/errors/app-error.ts'

/** "Leka" and the layout's number: a file of something else, or of a later server, is refused and never touched. */
const applicationId = 0x4c656b61

/** Makes a folder for nobody but the server. */
export function makeFolder(path: string): void {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 })
  if (made !== undefined) syncFolder(dirname(made))
}

const logTails = ['-wal', '-shm', '-journal']
const building = '.building'
const removed = '.removed'

/**
 * Makes a database file with this layout. Built beside its place and moved there whole: never half a database. On disk
 * when this returns, the folder's entry included.
 */
export function createFile(path: string, layoutVersion: number, layout: string): void {
  try {
    // A log that a file of the same name left behind would be played into the new one.
    erase(path + building)
    for (const tail of logTails) rmSync(path + tail, { force: true })
    const file = new DatabaseSync(path + building)
    try {
      file.exec(
        `PRAGMA page_size=8192; BEGIN IMMEDIATE; ${layout}; PRAGMA application_id=${applicationId}; PRAGMA user_version=${layoutVersion}; COMMIT`,
      )
    } finally {
      file.close()
    }
    renameSync(path + building, path)
    syncFolder(dirname(path))
  } catch (error) {
    throw asStorageError(error)
  }
}

/**
 * Removes a closed database file. It loses its name in one step that is on disk before anything is erased: a crash
 * leaves the whole database or none, never one without its log.
 */
export function removeFile(path: string): void {
  try {
    renameSync(path, path + removed)
    syncFolder(dirname(path))
    for (const tail of logTails) rmSync(path + tail, { force: true })
    erase(path + removed)
  } catch (error) {
    throw asStorageError(error)
  }
}

/** Erases what a crash left of a file that was being made or removed. */
export function sweepFolder(folder: string): void {
  for (const entry of readdirSync(folder))
    if (entry.endsWith(building) || entry.endsWith(removed)) erase(join(folder, entry))
}

function erase(path: string): void {
  for (const tail of [...logTails, '']) rmSync(path + tail, { force: true })
}

/** Makes the names in a folder durable. Windows has no such thing to ask for: NTFS logs them itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Opens an existing database file for durable use: write-ahead log, an fsync for every commit. A file that is empty,
 * foreign or from a later server is refused as it is, never opened empty. One of an earlier layout is brought up step by
 * step in one transaction: `upgrades[n]` leads from layout n to the next.
 */
export function openFile(
  path: string,
  layoutVersion: number,
  upgrades: Record<number, string> = {},
  checkpointPages = 1000,
): DatabaseSync {
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(path)
    const version = pragma(file, 'user_version')
    if (pragma(file, 'application_id') !== applicationId || version === 0)
      throw new AppError('storage.damaged', { detail: 'not a database of this server' })
    if (version > layoutVersion)
      throw new AppError('storage.newer-version', { detail: `layout ${version}, known ${layoutVersion}` })
    file.exec(
      `PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=${checkpointPages}; PRAGMA busy_timeout=5000; PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY`,
    )
    if (version < layoutVersion) {
      const steps = Array.from(
        { length: layoutVersion - version },
        (_, step) => upgrades[version + step] ?? '',
      )
      file.exec(`BEGIN IMMEDIATE; ${steps.join(';')}; PRAGMA user_version=${layoutVersion}; COMMIT`)
    }
    return file
  } catch (error) {
    file?.close()
    throw asStorageError(error)
  }
}

const pragma = (file: DatabaseSync, name: string): number =>
  Number(Object.values(file.prepare(`PRAGMA ${name}`).get() ?? {})[0] ?? 0)

/** What SQLite says about the disk, in the project's codes. Anything else is handed back as it is: a bug. */
export function asStorageError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error
  const code = 'errcode' in error ? Number(error.errcode) & 0xff : 0
  const sqliteFull = 13
  const sqliteIoError = 10
  const sqliteCorrupt = 11
  const sqliteCantOpen = 14
  const sqliteNotADatabase = 26
  const sqliteReadOnly = 8
  if (code === sqliteFull) return new AppError('storage.full', { cause: error })
  if (code === sqliteCorrupt || code === sqliteNotADatabase)
    return new AppError('storage.damaged', { cause: error })
  if (code === sqliteIoError || code === sqliteCantOpen || code === sqliteReadOnly)
    return new AppError('storage.unavailable', { detail: `sqlite ${code}`, cause: error })
  return error
}
