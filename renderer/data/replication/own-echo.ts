/**
 * What this station pushed comes back in the feed. A row that is older than our push and was fetched before it would take
 * the document back: it is left out. Our own row is not: an older one may have slipped past while the push was on its
 * way, and then our own row puts the document right. RxDB finds it equal otherwise and writes nothing. Kept in memory
 * only: after a restart no push is on its way.
 */
export interface OwnEcho {
  pushed(id: string, rev: string): void
  /** Whether this row of the feed is to be left out. */
  isStale(id: string, rev: string): boolean
}

export const generationOf = (rev: string): number => Number.parseInt(rev, 10) || 0

export function createOwnEcho(): OwnEcho {
  const revOf = new Map<string, string>()
  return {
    pushed: (id, rev) => revOf.set(id, rev),
    isStale(id, rev) {
      const own = revOf.get(id)
      if (own === undefined) return false
      if (generationOf(rev) < generationOf(own)) return true
      revOf.delete(id)
      return false
    },
  }
}
