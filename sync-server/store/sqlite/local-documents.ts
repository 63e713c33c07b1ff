import type { DatabaseSync } from 'node:sqlite'

/** `_local` documents: checkpoints of replications. Revision `0-N`, last writer wins, never in a feed. */
export function createLocalDocuments(file: DatabaseSync) {
  const read = file.prepare('SELECT rev, body FROM local WHERE id = ?')
  const write = file.prepare(
    'INSERT INTO local (id, rev, body) VALUES (?1, 1, ?2) ON CONFLICT (id) DO UPDATE SET rev = rev + 1, body = ?2 RETURNING rev',
  )
  const erase = file.prepare('DELETE FROM local WHERE id = ?')
  return {
    get(id: string): { rev: string; body: string } | undefined {
      const row = read.get(id)
      return row && { rev: `0-${row.rev}`, body: String(row.body) }
    },
    put: (id: string, body: string): string => `0-${write.get(id, body)?.rev}`,
    remove: (id: string): boolean => erase.run(id).changes > 0,
  }
}
