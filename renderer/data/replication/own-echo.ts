import type { StoredDocument } from '../storage/stored-document.ts'
import type { IncomingDocument } from './feed-page.ts'

/**
 * What this station pushed may come back in the feed, and need not: a server that knows this run of the program leaves
 * it out. A row that is older than our push and was fetched before it would take the document back: it is left out here.
 * One may have slipped past while the push was on its way: then our own state is handed in once more, as if the feed
 * had brought it. Kept in memory only: after a restart no push is on its way, and the feed brings everything.
 */
export interface OwnEcho {
  pushed(document: StoredDocument & { _deleted: boolean }, rev: string): void
  /** Whether this row of the feed is to be left out. */
  isStale(id: string, rev: string): boolean
  /** Of what was pushed since the last call: what an older row of the server lies over. Each is named once. */
  overwritten(type: string, rowsOf: (ids: string[]) => Promise<RowState[]>): Promise<IncomingDocument[]>
  /** The feed is another one now: its revisions may begin lower. */
  forget(): void
}
type RowState = Pick<StoredDocument, 'id' | '_downloaded'>

export const generationOf = (rev: string): number => Number.parseInt(rev, 10) || 0

/** So many pushes are remembered; a request that is on its way for longer than they take is given up long before. */
const most = 2000

/** A page that was asked for before a push has come by then, or is given up. A restored server may count lower. */
const rememberedMs = 120_000

/** @param now milliseconds; a clock that jumps makes this forget, which the next row of the feed puts right */
export function createOwnEcho(now: () => number): OwnEcho {
  const revOf = new Map<string, { rev: string; atMs: number }>()
  const unchecked = new Map<string, IncomingDocument>()
  return {
    pushed(document, rev) {
      const { id } = document
      revOf.delete(id)
      revOf.set(id, { rev, atMs: now() })
      unchecked.set(id, { ...document, _rev: rev, _downloaded: rev })
      for (const oldest of revOf.keys()) {
        if (revOf.size <= most) break
        revOf.delete(oldest)
        unchecked.delete(oldest)
      }
    },
    isStale(id, rev) {
      const own = revOf.get(id)
      if (own === undefined) return false
      const age = now() - own.atMs
      if (age >= 0 && age < rememberedMs && generationOf(rev) < generationOf(own.rev)) return true
      revOf.delete(id)
      unchecked.delete(id)
      return false
    },
    forget() {
      revOf.clear()
      unchecked.clear()
    },
    async overwritten(type, rowsOf) {
      const own = [...unchecked.values()].filter(({ id }) => id.startsWith(`${type}:`))
      if (own.length === 0) return []
      const rows = new Map((await rowsOf(own.map(({ id }) => id))).map((row) => [row.id, row]))
      for (const document of own) if (unchecked.get(document.id) === document) unchecked.delete(document.id)
      return own.filter(({ id, _downloaded }) => {
        const lies = rows.get(id)?._downloaded
        return typeof lies === 'string' && generationOf(lies) < generationOf(String(_downloaded))
      })
    },
  }
}
