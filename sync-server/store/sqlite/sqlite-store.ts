import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '#shared/kit/clock.ts'
import { isoNow } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Records, Store } from '../store.ts'
import { createFile, openFile } from './file.ts'
import { lockFolder } from './folder-lock.ts'
import { databaseLayout, databaseUpgrades, layoutVersion, serverLayout } from './layout.ts'
import { SqliteDatabase } from './sqlite-database.ts'

export interface SqliteStoreOptions {
  /** The data folder; made when it is missing. */
  folder: string
  clock: Clock
  random: RandomBytes
}

const suffix = '.sqlite'
const fileName = (database: string): string => `${encodeURIComponent(database)}${suffix}`

/** Every database is one file in `databases/`; the server's own records are in `server.sqlite`. */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const folder = join(options.folder, 'databases')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(options.folder)
  const serverPath = join(options.folder, 'server.sqlite')
  const openServerFile = () => {
    try {
      if (!existsSync(serverPath)) createFile(serverPath, layoutVersion, serverLayout)
      return openFile(serverPath, layoutVersion)
    } catch (error) {
      unlock()
      throw error
    }
  }
  const server = openServerFile()
  const open = new Map<string, SqliteDatabase>()
  const pathOf = (name: string): string => join(folder, fileName(name))
  const hex = (bytes: number): string => Buffer.from(options.random(bytes)).toString('hex')

  const getRecord = server.prepare('SELECT value FROM record WHERE kind = ? AND key = ?')
  const listRecords = server.prepare('SELECT key, value FROM record WHERE kind = ? ORDER BY key')
  const putRecord = server.prepare('INSERT OR REPLACE INTO record (kind, key, value) VALUES (?, ?, ?)')
  const removeRecord = server.prepare('DELETE FROM record WHERE kind = ? AND key = ?')
  const records: Records = {
    get(kind, key) {
      const row = getRecord.get(kind, key)
      return row ? JSON.parse(String(row.value)) : undefined
    },
    list: (kind) =>
      listRecords.all(kind).map((row) => ({ key: String(row.key), value: JSON.parse(String(row.value)) })),
    put: (kind, key, value) => void putRecord.run(kind, key, JSON.stringify(value)),
    remove: (kind, key) => void removeRecord.run(kind, key),
  }
  if (records.get('server', 'uuid') === undefined) records.put('server', 'uuid', hex(16))

  const openDatabase = (name: string): SqliteDatabase | undefined => {
    const known = open.get(name)
    if (known) return known
    if (!existsSync(pathOf(name))) return undefined
    const database = new SqliteDatabase(name, openFile(pathOf(name), layoutVersion, databaseUpgrades))
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
    open: openDatabase,
    create(name) {
      if (existsSync(pathOf(name))) return false
      const settings = `INSERT INTO setting VALUES ('epoch', '${hex(4)}'), ('createdAt', '${isoNow(options.clock)}')`
      createFile(pathOf(name), layoutVersion, `${databaseLayout}; ${settings}`)
      return true
    },
    remove(name) {
      const database = openDatabase(name)
      if (!database) return false
      database.close()
      open.delete(name)
      for (const tail of ['', '-wal', '-shm']) rmSync(pathOf(name) + tail, { force: true })
      return true
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
      server.close()
      unlock()
    },
  }
}
