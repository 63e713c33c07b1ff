import type { DatabaseSync } from 'node:sqlite'
import type { Records } from '../store.ts'
import { asStorageError } from './file.ts'

/** Does what writes; a full or damaged disk has its code. */
function storing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asStorageError(error)
  }
}

/** The server's own records, each a commit of its own unless they are put together. */
export function createRecords(file: DatabaseSync): Records {
  const read = file.prepare('SELECT value FROM record WHERE kind = ? AND key = ?')
  const list = file.prepare('SELECT key, value FROM record WHERE kind = ? ORDER BY key')
  const write = file.prepare('INSERT OR REPLACE INTO record (kind, key, value) VALUES (?, ?, ?)')
  const erase = file.prepare('DELETE FROM record WHERE kind = ? AND key = ?')
  const undone = new Set<() => void>()
  return {
    onUndone: (listener) => void undone.add(listener),
    get(kind, key) {
      const row = read.get(kind, key)
      return row ? JSON.parse(String(row.value)) : undefined
    },
    list: (kind) =>
      list.all(kind).map((row) => ({ key: String(row.key), value: JSON.parse(String(row.value)) })),
    put: (kind, key, value) => storing(() => void write.run(kind, key, JSON.stringify(value))),
    remove: (kind, key) => storing(() => void erase.run(kind, key)),
    together(work) {
      // Work within other work belongs to its transaction.
      if (file.isTransaction) return work()
      storing(() => file.exec('BEGIN IMMEDIATE'))
      try {
        const result = work()
        storing(() => file.exec('COMMIT'))
        return result
      } catch (error) {
        if (file.isTransaction) file.exec('ROLLBACK')
        for (const listener of undone) listener()
        throw error
      }
    },
  }
}
