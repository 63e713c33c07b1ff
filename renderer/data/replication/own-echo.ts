import { isLeft } from '../storage/remove-rows.ts'
import type { IncomingDocument, StoredDocument } from '../storage/stored-document.ts'

/**
 * What this station pushed comes back in the feed, through a longpoll without its words: they are put in here. Until
 * then an older row, in a page that was asked for before the push was acknowledged, would take the document back: it is
 * left out. One may have slipped past while the push was on its way: then our own state is handed in once more, as if
 * the feed had brought it. Kept in memory only: after a restart no push is on its way, and the feed brings everything.
 */
export interface OwnEcho {
  /** A page of the feed is asked for now: what goes with it until its rows are handed out. */
  asked(): Asked
  pushed(document: IncomingDocument, rev: string): void
  /** What this station wrote under this revision, while it is in mind. */
  written(id: string, rev: string): IncomingDocument | undefined
  /** Whether this row of a page is older than what was pushed since the page was asked for. */
  isStale(id: string, rev: string, asked: Asked): boolean
  /** Of what was pushed since the last call: what an older row of the server lies over. Each is named once. */
  overwritten(type: string, rowsOf: (ids: string[]) => Promise<RowState[]>): Promise<IncomingDocument[]>
  /** The feed is another one now: its revisions may begin lower. */
  forget(): void
}
/** How much had been pushed at that moment. */
export type Asked = number
type RowState = Pick<StoredDocument, 'id' | '_downloaded'>

interface Push {
  document: IncomingDocument
  rev: string
  /** Counts pushes. */
  number: number
  unchecked: boolean
}

export const generationOf = (rev: string): number => Number.parseInt(rev, 10) || 0

/** So many pushes are remembered. Of an older one the echo comes whole, and puts right whatever slipped past. */
const most = 1000

export function createOwnEcho(): OwnEcho {
  const pushes = new Map<string, Push>()
  let number = 0
  return {
    asked: () => number,
    pushed(document, rev) {
      const { id } = document
      number += 1
      pushes.delete(id)
      pushes.set(id, {
        document: { ...document, _rev: rev, _downloaded: rev },
        rev,
        number,
        unchecked: true,
      })
      for (const oldest of pushes.keys()) {
        if (pushes.size <= most) break
        pushes.delete(oldest)
      }
    },
    written(id, rev) {
      const own = pushes.get(id)
      return own?.rev === rev ? own.document : undefined
    },
    isStale(id, rev, asked) {
      const own = pushes.get(id)
      return own !== undefined && own.number > asked && generationOf(rev) < generationOf(own.rev)
    },
    forget: () => pushes.clear(),
    async overwritten(type, rowsOf) {
      const own = [...pushes.values()].filter(
        ({ document, unchecked }) => unchecked && document.id.startsWith(`${type}:`),
      )
      if (own.length === 0) return []
      const rows = new Map((await rowsOf(own.map(({ document }) => document.id))).map((row) => [row.id, row]))
      for (const push of own) push.unchecked = false
      return own.flatMap(({ document, rev }) => {
        const lies = rows.get(document.id)?._downloaded
        // A copy that left this PC was taken off on purpose.
        const isOlder =
          typeof lies === 'string' && !isLeft({ _downloaded: lies }) && generationOf(lies) < generationOf(rev)
        return isOlder ? [document] : []
      })
    },
  }
}
