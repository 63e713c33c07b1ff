import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createFile, makeFolder, openFile } from './file.ts'

const layoutVersion = 1
const layout = `
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (id TEXT PRIMARY KEY, keys TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE block (
  number INTEGER PRIMARY KEY,
  view INTEGER NOT NULL,
  first TEXT NOT NULL,
  count INTEGER NOT NULL,
  reduction TEXT,
  rows TEXT NOT NULL
)`

/** A run of rows of one view that stand together; `first` is the JSON of its first row's key and id. */
export interface StoredBlock {
  number: number
  view: number
  first: string
  count: number
  reduction: string | undefined
}
/** Blocks as they were when it was taken, whatever is written meanwhile. */
export interface ViewSnapshot {
  /** Key, id, value, key, id, value: keys and values as JSON texts. */
  rows(number: number): string[]
  release(): void
}
export interface ViewWriter {
  addBlock(view: number, first: string, count: number, rows: string[]): number
  dropBlock(number: number): void
  keepReduction(number: number, reduction: string): void
  /** The keys that a document stands under; nothing takes it out. */
  keepKeys(id: string, keys: string | undefined): void
  keepSequence(sequence: number): void
}

const tails = ['', '-wal', '-shm', '-journal', '.building']

/**
 * The file of one group of views. Derived data: a file that is of another database, of another version of ICU's order or
 * damaged is made anew. A commit that a power cut takes back is indexed again.
 */
export function openViewFile(path: string, identity: string) {
  const file = openOrMake(path, identity)
  const statement = {
    setting: file.prepare('SELECT value FROM setting WHERE name = ?'),
    put: file.prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)'),
    blocks: file.prepare('SELECT number, view, first, count, reduction FROM block'),
    add: file.prepare('INSERT INTO block (view, first, count, rows) VALUES (?, ?, ?, ?)'),
    drop: file.prepare('DELETE FROM block WHERE number = ?'),
    reduction: file.prepare('UPDATE block SET reduction = ? WHERE number = ?'),
    rows: file.prepare('SELECT rows FROM block WHERE number = ?'),
    keys: file.prepare('SELECT keys FROM document WHERE id = ?'),
    keep: file.prepare('INSERT OR REPLACE INTO document VALUES (?, ?)'),
    forget: file.prepare('DELETE FROM document WHERE id = ?'),
  }
  const writer: ViewWriter = {
    addBlock: (view, first, count, rows) =>
      Number(statement.add.run(view, first, count, JSON.stringify(rows)).lastInsertRowid),
    dropBlock: (number) => void statement.drop.run(number),
    keepReduction: (number, reduction) => void statement.reduction.run(reduction, number),
    keepKeys: (id, keys) =>
      void (keys === undefined ? statement.forget.run(id) : statement.keep.run(id, keys)),
    keepSequence: (sequence) => void statement.put.run('sequence', String(sequence)),
  }
  const readers: DatabaseSync[] = []
  const reader = (): DatabaseSync => readers.pop() ?? new DatabaseSync(path, { readOnly: true })

  return {
    sequence: (): number => Number(statement.setting.get('sequence')?.value ?? 0),
    blocks: (): StoredBlock[] =>
      statement.blocks.all().map((row) => ({
        number: Number(row.number),
        view: Number(row.view),
        first: String(row.first),
        count: Number(row.count),
        reduction: typeof row.reduction === 'string' ? row.reduction : undefined,
      })),
    rows: (number: number): string[] => rowsOf(statement.rows.get(number)),
    keysOf(id: string): string | undefined {
      const row = statement.keys.get(id)
      return row && String(row.keys)
    },
    snapshot(): ViewSnapshot {
      const connection = reader()
      connection.exec('BEGIN')
      const rows = connection.prepare('SELECT rows FROM block WHERE number = ?')
      // The first read pins the state that is read.
      rows.get(0)
      return {
        rows: (number) => rowsOf(rows.get(number)),
        release: () => {
          connection.exec('COMMIT')
          readers.push(connection)
        },
      }
    },
    /** All or nothing. */
    write(run: (writer: ViewWriter) => void): void {
      file.exec('BEGIN IMMEDIATE')
      try {
        run(writer)
        file.exec('COMMIT')
      } catch (error) {
        if (file.isTransaction) file.exec('ROLLBACK')
        throw error
      }
    },
    vacuum: (): void => file.exec('VACUUM'),
    bytes: (): number => statSync(path).size,
    close(): void {
      for (const connection of readers) connection.close()
      file.close()
    },
  }
}
export type ViewFile = ReturnType<typeof openViewFile>

const rowsOf = (row: Record<string, unknown> | undefined): string[] =>
  row ? (JSON.parse(String(row.rows)) as string[]) : []

function openOrMake(path: string, identity: string): DatabaseSync {
  const existing = existsSync(path) ? openIfSound(path, identity) : undefined
  if (existing) return existing
  removeViewFile(path)
  makeFolder(dirname(path))
  createFile(path, layoutVersion, layout)
  const file = openFile(path, layoutVersion)
  file.exec('PRAGMA synchronous=NORMAL')
  file.prepare('INSERT INTO setting VALUES (?, ?)').run('identity', identity)
  return file
}

function openIfSound(path: string, identity: string): DatabaseSync | undefined {
  let file: DatabaseSync | undefined
  try {
    file = openFile(path, layoutVersion)
    const known = file.prepare(`SELECT value FROM setting WHERE name = 'identity'`).get()?.value
    file.exec('PRAGMA synchronous=NORMAL')
    if (known === identity) return file
  } catch {
    // Damaged or of another version: it is made anew.
  }
  file?.close()
  return undefined
}

export function removeViewFile(path: string): void {
  for (const tail of tails) rmSync(path + tail, { force: true })
}

const suffix = '.sqlite'

/** The signatures of the groups that have a file in this folder. */
export const viewFilesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((entry) => entry.endsWith(suffix))
        .map((entry) => entry.slice(0, -suffix.length))
    : []

export const viewFilePath = (folder: string, signature: string): string => join(folder, signature + suffix)

export const removeViewFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })
