import type { DatabaseSync } from 'node:sqlite'
import type { Settings } from './settings.ts'

const defaultLimit = 1000

/** What was purged, numbered; the newest `limit` entries outlive compaction. */
export function createPurgeLog(file: DatabaseSync, settings: Settings) {
  const add = file.prepare('INSERT INTO purge (id, revs) VALUES (?, ?)')
  const newest = file.prepare('SELECT coalesce(max(number), 0) AS n FROM purge')
  const trim = file.prepare('DELETE FROM purge WHERE number <= ?')
  const number = (): number => Number(newest.get()?.n)
  const limit = (): number => Number(settings.get('purgedInfosLimit') ?? defaultLimit)
  return {
    add: (id: string, revs: string[]): void => void add.run(id, JSON.stringify(revs)),
    number,
    limit,
    setLimit: (next: number): void => settings.set('purgedInfosLimit', String(next)),
    trim: (): void => void trim.run(number() - limit()),
  }
}
