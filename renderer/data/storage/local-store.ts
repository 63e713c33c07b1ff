import type { RxDatabase } from 'rxdb'
import type { LiveQuery } from '../controls/live-query.ts'
import { localChanges, readLocalRows } from './local-rows.ts'
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

const isConflict = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'status' in cause && cause.status === 409
const mostTries = 5

export async function openLocalStore(database: RxDatabase): Promise<LocalStore> {
  const values = new Map<string, object>()
  const listeners = new Set<() => void>()
  const changes = await localChanges(database, (changed) => {
    for (const { id, data, deleted } of changed) {
      if (deleted) values.delete(id)
      else values.set(id, data)
    }
    for (const listener of [...listeners]) listener()
  })
  for (const { id, data } of await readLocalRows(database)) if (!values.has(id)) values.set(id, data)

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
  async function removeNow(key: string): Promise<void> {
    for (let tries = 1; ; tries++)
      try {
        await (await database.getLocal(key))?.remove()
        return
      } catch (cause) {
        // Another window was quicker.
        if (!isConflict(cause) || tries === mostTries) throw cause
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
    remove: (key) => inTurn(key, () => removeNow(key)),
    close: () => changes.unsubscribe(),
  }
}
