import type { DatabaseSync } from 'node:sqlite'

/** `_local` documents: checkpoints of replications. Revision `0-N`, last writer wins, never in a feed. */
export function createLocalDocuments(file: DatabaseSync) {
  const read = file.prepare('SELECT rev, body FROM local WHERE id = ?')
  const write = file.prepare('INSERT OR REPLACE INTO local (id, rev, body) VALUES (?, ?, ?)')
  const erase = file.prepare('DELETE FROM local WHERE id = ?')
  return {
    get(id: string): { rev: string; body: string } | undefined {
      const row = read.get(id)
      return row && { rev: `0-${row.rev}`, body: String(row.body) }
    },
    put(id: string, body: string, previous = 0): string {
      write.run(id, previous + 1, body)
      return `0-${previous + 1}`
    },
    remove: (id: string): boolean => erase.run(id).changes > 0,
  }
}
