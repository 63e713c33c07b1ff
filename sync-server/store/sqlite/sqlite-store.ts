import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '#shared/kit/clock.ts'
import { isoNow } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Store } from '../store.ts'
import { type AuditFile, openAuditFile } from './audit-file.ts'
import { createFile, makeFolder, openFile, removeFile, sweepFolder } from './file.ts'
import { lockFolder } from './folder-lock.ts'
import { databaseLayout, databaseUpgrades, layoutVersion, placed, serverLayout } from './layout.ts'
import { createRecords } from './records.ts'
import { type CommitTimed, openSqliteDatabase, type SqliteDatabase } from './sqlite-database.ts'

export interface SqliteStoreOptions {
  /** The data folder; made when it is missing. */
  folder: string
  clock: Clock
  random: RandomBytes
  /** How many pages the log of a database holds before they move into its file. */
  checkpointPages?: number | undefined
  /** Told of each commit. */
  committed?: CommitTimed | undefined
}

const suffix = '.sqlite'
const fileName = (database: string): string => `${encodeURIComponent(database)}${suffix}`

const sizeOfFile = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/**
 * Every database is one file in `databases/`, the trace of access of every clinic one in `audit/`; the server's own
 * records are in `server.sqlite`.
 */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const folder = join(options.folder, 'databases')
  makeFolder(folder)
  makeFolder(join(options.folder, 'audit'))
  const unlock = lockFolder(options.folder)
  try {
    sweepFolder(folder)
    sweepFolder(join(options.folder, 'audit'))
    return storeIn(folder, options, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

function openServerFile(path: string): DatabaseSync {
  if (!existsSync(path)) createFile(path, layoutVersion, serverLayout)
  return openFile(path, layoutVersion)
}

function storeIn(folder: string, options: SqliteStoreOptions, unlock: () => void): Store {
  const server = openServerFile(join(options.folder, 'server.sqlite'))
  const open = new Map<string, SqliteDatabase>()
  const audits = new Map<string, AuditFile>()
  const pathOf = (name: string): string => join(folder, fileName(name))
  const hex = (bytes: number): string => Buffer.from(options.random(bytes)).toString('hex')

  const records = createRecords(server)
  if (records.get('server', 'uuid') === undefined) records.put('server', 'uuid', hex(16))

  const openDatabase = (name: string): SqliteDatabase | undefined => {
    const known = open.get(name)
    if (known) return known
    if (!existsSync(pathOf(name))) return undefined
    const database = openSqliteDatabase(
      name,
      openFile(pathOf(name), layoutVersion, databaseUpgrades, options.checkpointPages),
      options.committed,
      options.clock,
    )
    open.set(name, database)
    return database
  }

  const names = (): string[] =>
    readdirSync(folder)
      .filter((entry) => entry.endsWith(suffix))
      .map((entry) => decodeURIComponent(entry.slice(0, -suffix.length)))
      .sort()

  return {
    uuid: String(records.get('server', 'uuid')),
    records,
    databaseNames: names,
    sizeOf: (name) => sizeOfFile(pathOf(name)) + sizeOfFile(`${pathOf(name)}-wal`),
    open: openDatabase,
    create(name) {
      if (existsSync(pathOf(name))) return false
      const settings = `INSERT INTO setting VALUES ('epoch', '${hex(4)}'), ('createdAt', '${isoNow(options.clock)}'), ('placed', '${placed}')`
      createFile(pathOf(name), layoutVersion, `${databaseLayout}; ${settings}`)
      return true
    },
    remove(name) {
      const database = openDatabase(name)
      if (!database) return false
      database.close()
      open.delete(name)
      removeFile(pathOf(name))
      return true
    },
    audit(clinicId) {
      const known = audits.get(clinicId)
      if (known) return known
      const opened = openAuditFile(join(options.folder, 'audit', fileName(clinicId)))
      audits.set(clinicId, opened)
      return opened
    },
    renewEpochs() {
      for (const name of names()) {
        openDatabase(name)?.renewEpoch(hex(4))
        open.get(name)?.close()
        open.delete(name)
      }
    },
    close() {
      for (const database of open.values()) database.close()
      open.clear()
      for (const audit of audits.values()) audit.close()
      audits.clear()
      server.close()
      unlock()
    },
  }
}
