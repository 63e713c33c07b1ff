import type { LiveQuery } from '../controls/live-query.ts'
import { createLiveValue } from '../live/live-query.ts'

/**
 * Which documents were written here and not acknowledged yet. Filled from the store at the start and from every local
 * write; each id remembers what was written last, so that the acknowledgement of an older state does not count.
 */
export interface Pending {
  written(id: string, mark: string): void
  acknowledged(id: string, mark: string): void
  /** Looked up in the store: nothing of it is open. */
  settled(id: string): void
  /** Replaces everything by another window's word. */
  mirror(ids: readonly string[]): void
  /** @param type of the documents; all types when left out */
  ids(type?: string): string[]
  /** The same, what was written last first, each with when: hybrid time as text, '' where another window knows it. */
  newestFirst(): [id: string, writtenAt: string][]
  size(): number
  has(id: string): boolean
  /** Tells after changes, gathered for a moment: an import changes thousands. */
  watch(): LiveQuery<number>
}

export function createPending(gatherMs = 20): Pending {
  const marks = new Map<string, string>()
  const count = createLiveValue(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    if (timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      count.set(marks.size)
    }, gatherMs)
  }
  return {
    written(id, mark) {
      marks.set(id, mark)
      tell()
    },
    acknowledged(id, mark) {
      if (marks.get(id) === mark && marks.delete(id)) tell()
    },
    settled(id) {
      if (marks.delete(id)) tell()
    },
    mirror(ids) {
      marks.clear()
      for (const id of ids) marks.set(id, '')
      tell()
    },
    ids: (type) => [...marks.keys()].filter((id) => type === undefined || id.startsWith(`${type}:`)),
    newestFirst: () => [...marks].sort(([, a], [, b]) => (a === b ? 0 : a < b ? 1 : -1)),
    size: () => marks.size,
    has: (id) => marks.has(id),
    watch: () => count,
  }
}

/** Tells two writes of one document apart. */
export const markOf = (document: { updatedAt?: unknown; _deleted?: boolean }): string =>
  `${String(document.updatedAt)}${document._deleted ? ' deleted' : ''}`
