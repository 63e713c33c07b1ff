import { createLiveValue } from '../live/live-query.ts'
import type { LiveQuery } from '../workplace-data.ts'

/**
 * Which documents were written here and not acknowledged yet. Filled from the store at the start and from every local
 * write; each id remembers what was written last, so that the acknowledgement of an older state does not count.
 */
export interface Pending {
  written(id: string, mark: string): void
  acknowledged(id: string, mark: string): void
  /** Looked up in the store: nothing of it is open. */
  settled(id: string): void
  ids(): string[]
  has(id: string): boolean
  watch(): LiveQuery<number>
}

export function createPending(): Pending {
  const markOf = new Map<string, string>()
  const count = createLiveValue(0)
  const tell = () => markOf.size !== count.get() && count.set(markOf.size)
  return {
    written(id, mark) {
      markOf.set(id, mark)
      tell()
    },
    acknowledged(id, mark) {
      if (markOf.get(id) === mark) markOf.delete(id)
      tell()
    },
    settled(id) {
      markOf.delete(id)
      tell()
    },
    ids: () => [...markOf.keys()],
    has: (id) => markOf.has(id),
    watch: () => count,
  }
}

/** Tells two writes of one document apart. */
export const markOf = (document: { updatedAt?: unknown; _deleted?: boolean }): string =>
  `${String(document.updatedAt)}${document._deleted ? ' deleted' : ''}`
