import type { Clock } from '#shared/kit/clock.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { retryAfterMs } from './isolation.ts'

const prefix = 'unmet/'

interface Waiting {
  /** Tries made so far. */
  tries: number
  dueMs: number
}

/**
 * What a file brought of the server's, and the server could not be asked about: it may have a newer state, which the feed
 * may have shown before the file was read. No person wrote it, so nothing was refused; the server is asked again, later and
 * later, until it answers. Survives a restart.
 */
export interface Unmet {
  has(id: string): boolean
  /** The server did not answer about this document. Resolves when that is durable. */
  add(id: string): Promise<void>
  /** The server answered. */
  remove(id: string): Promise<void>
  /** When the next try of each is due. */
  dueMs(): ReadonlyMap<string, number>
}

export function createUnmet(local: LocalStore, clock: Clock): Unmet {
  const get = (id: string) => local.get<Waiting>(prefix + id)
  return {
    has: (id) => get(id) !== undefined,
    async add(id) {
      const tries = (get(id)?.tries ?? 0) + 1
      await local.put(prefix + id, { tries, dueMs: clock.now() + retryAfterMs(tries) })
    },
    async remove(id) {
      if (get(id)) await local.remove(prefix + id)
    },
    dueMs: () => new Map([...local.list<Waiting>(prefix)].map(([id, { dueMs }]) => [id, dueMs])),
  }
}
