import type { DatabaseSync } from 'node:sqlite'
import type { Records } from '../store.ts'

/** The server's own records, each a commit of its own. */
export function createRecords(file: DatabaseSync): Records {
  const read = file.prepare('SELECT value FROM record WHERE kind = ? AND key = ?')
  const list = file.prepare('SELECT key, value FROM record WHERE kind = ? ORDER BY key')
  const write = file.prepare('INSERT OR REPLACE INTO record (kind, key, value) VALUES (?, ?, ?)')
  const erase = file.prepare('DELETE FROM record WHERE kind = ? AND key = ?')
  return {
    get(kind, key) {
      const row = read.get(kind, key)
      return row ? JSON.parse(String(row.value)) : undefined
    },
    list: (kind) =>
      list.all(kind).map((row) => ({ key: String(row.key), value: JSON.parse(String(row.value)) })),
    put: (kind, key, value) => void write.run(kind, key, JSON.stringify(value)),
    remove: (kind, key) => void erase.run(kind, key),
  }
}
