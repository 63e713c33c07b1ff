import type { DatabaseSync } from 'node:sqlite'
import type { StoredRevision } from '../store.ts'
import type { BodyPacking, StoredBody } from './body-packing.ts'
import { knows, type Lineage, leavesOf } from './lineage.ts'

/** A revision whose body may be at hand as it is stored. */
type AtHand = StoredRevision & { stored?: StoredBody }

/**
 * Bodies of revisions that are not their document's winner: losing leaves, and old revisions, which an edit has
 * replaced. These can be read until they are compacted away or leave the history.
 */
export function createRevisionBodies(file: DatabaseSync, packing: BodyPacking) {
  const read = file.prepare('SELECT deleted, body FROM revision WHERE id = ? AND rev = ?')
  const keep = file.prepare(
    'INSERT OR REPLACE INTO revision (id, rev, deleted, body, old) VALUES (?, ?, ?, ?, ?)',
  )
  const age = file.prepare('UPDATE revision SET old = 1 WHERE id = ? AND rev = ?')
  const drop = file.prepare('DELETE FROM revision WHERE id = ? AND rev = ?')
  const dropAll = file.prepare('DELETE FROM revision WHERE id = ?')
  const revsOf = file.prepare('SELECT rev FROM revision WHERE id = ?')
  const dropOld = file.prepare('DELETE FROM revision WHERE old = 1')

  const of = (id: string, rev: string): StoredRevision | undefined => {
    const row = read.get(id, rev)
    return row && { id, rev, deleted: row.deleted === 1, body: packing.text(row.body) }
  }
  const put = (revision: AtHand, old: boolean): void => {
    const { id, rev, deleted, stored = packing.pack(revision.body) } = revision
    keep.run(id, rev, deleted ? 1 : 0, stored, old ? 1 : 0)
  }

  return {
    of,
    keepOld: (revision: AtHand): void => put(revision, true),
    drop: (id: string, rev: string): void => void drop.run(id, rev),
    dropAll: (id: string): void => void dropAll.run(id),
    compact: (): void => void dropOld.run(),

    /**
     * Brings the kept bodies of a document that has or had branches to a new lineage. `present` are the revisions
     * whose bodies are at hand: what is written and what was the winner. Returns the new winner's body.
     */
    rearrange(id: string, lineage: Lineage, present: AtHand[], keepsOld: boolean): string {
      const bodyOf = (rev: string): string =>
        (present.find((revision) => revision.rev === rev) ?? of(id, rev))?.body ?? ''
      const winnerBody = bodyOf(lineage.rev)
      const losing = leavesOf(lineage).filter((leaf) => leaf.rev !== lineage.rev)
      const leaves = new Set(losing.map((leaf) => leaf.rev))
      for (const leaf of losing) put({ id, ...leaf, body: bodyOf(leaf.rev) }, false)
      const isOld = (rev: string): boolean => keepsOld && rev !== lineage.rev && knows(lineage, rev)
      for (const row of revsOf.all(id)) {
        const rev = String(row.rev)
        if (leaves.has(rev)) continue
        if (isOld(rev)) age.run(id, rev)
        else drop.run(id, rev)
      }
      for (const revision of present)
        if (!leaves.has(revision.rev) && isOld(revision.rev)) put(revision, true)
      return winnerBody
    },
  }
}
export type RevisionBodies = ReturnType<typeof createRevisionBodies>
