/**
 * What this station pushed comes back in the feed. Such a row brings nothing, and an older one that was fetched before
 * our push would take the document back for a moment: both are left out. Kept in memory only: after a restart an echo
 * is compared and found equal.
 */
export interface OwnEcho {
  pushed(id: string, rev: string): void
  /** Whether this row of the feed is to be left out. */
  isEcho(id: string, rev: string): boolean
}

export const generationOf = (rev: string): number => Number.parseInt(rev, 10) || 0

export function createOwnEcho(): OwnEcho {
  const revOf = new Map<string, string>()
  return {
    pushed: (id, rev) => revOf.set(id, rev),
    isEcho(id, rev) {
      const own = revOf.get(id)
      if (own === undefined) return false
      if (generationOf(rev) < generationOf(own)) return true
      revOf.delete(id)
      return rev === own
    },
  }
}
