import type { DatabaseSync } from 'node:sqlite'

/** Small values of one database. */
export function createSettings(file: DatabaseSync) {
  const read = file.prepare('SELECT value FROM setting WHERE name = ?')
  const write = file.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)')
  return {
    get(name: string): string | undefined {
      const row = read.get(name)
      return row && String(row.value)
    },
    set: (name: string, value: string): void => void write.run(name, value),
  }
}
export type Settings = ReturnType<typeof createSettings>
