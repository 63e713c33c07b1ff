import type { RxDatabase } from 'rxdb'
import type { LiveQuery } from '../controls/live-query.ts'
import { type LocalRow, localChanges, readLocalRows, removeLocalRow } from './local-rows.ts'
import { storageError } from './storage-error.ts'

/**
 * Small things of this PC alone, durable and never replicated: drafts, refused documents, facts about the replication.
 * All of them are held in memory (there are few); another tab's writes arrive by RxDB's change stream.
 */
export interface LocalStore {
  get<T>(key: string): T | undefined
  /** All values whose key begins so, with their key's rest. */
  list<T>(prefix: string): Map<string, T>
  watch<T>(prefix: string): LiveQuery<Map<string, T>>
  /** Resolves when durable. */
  put(key: string, value: object): Promise<void>
  remove(key: string): Promise<void>
  close(): void
}

export async function openLocalStore(database: RxDatabase): Promise<LocalStore> {
  const values = new Map<string, object>()
  const listeners = new Set<() => void>()
  const heights = new Map<string, number>()
  /** Another window's word may come after that of what was written later. */
  function apply({ id, data, deleted, height }: LocalRow) {
    if (height < (heights.get(id) ?? 0)) return
    heights.set(id, height)
    if (deleted) values.delete(id)
    else values.set(id, data)
  }
  const changes = await localChanges(database, (changed) => {
    for (const row of changed) apply(row)
    for (const listener of [...listeners]) listener()
  })
  for (const row of await readLocalRows(database)) apply(row)

  const list = <T>(prefix: string) => {
    const found = new Map<string, T>()
    for (const [key, value] of values)
      if (key.startsWith(prefix)) found.set(key.slice(prefix.length), value as T)
    return found
  }
  /** What is asked of one key happens in that order: RxDB takes a removal beside another write for a failure. */
  const turns = new Map<string, Promise<unknown>>()
  async function inTurn(key: string, work: () => Promise<unknown>): Promise<void> {
    const turn = (turns.get(key) ?? Promise.resolve()).then(work)
    const ended = turn.catch(() => undefined)
    turns.set(key, ended)
    try {
      await turn
    } catch (cause) {
      throw storageError(cause)
    } finally {
      if (turns.get(key) === ended) turns.delete(key)
    }
  }
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    list,
    watch: <T>(prefix: string) => ({
      subscribe(listener: (value: Map<string, T>) => void) {
        const tell = () => listener(list<T>(prefix))
        listeners.add(tell)
        tell()
        return () => listeners.delete(tell)
      },
    }),
    put: (key, value) => inTurn(key, () => database.upsertLocal(key, value)),
    remove: (key) => inTurn(key, () => removeLocalRow(database, key)),
    close: () => changes.unsubscribe(),
  }
}
