import { generationOf } from '../revision.ts'
import type { StoredRevision } from '../store.ts'
import { historyOf, knows, leavesAfter, leavesOf } from './lineage.ts'
import type { RevisionBodies } from './revision-bodies.ts'
import type { RowReader } from './row-reader.ts'

/** Answers what is known of one document: its winner, its other revisions, and how they came from one another. */
/** @param limit how many revisions of a line are told, also of those that were kept before it was set */
export function createRevisionReader(rows: RowReader, bodies: RevisionBodies, limit: () => number) {
  return {
    winner: rows.head,
    read: (id: string): StoredRevision | undefined => rows.row(id),
    readRevision(id: string, rev: string): StoredRevision | undefined {
      const row = rows.row(id)
      return row?.rev === rev ? row : bodies.of(id, rev)
    },
    sequenceNumberOf: rows.sequenceNumber,
    leaves(id: string): { rev: string; deleted: boolean }[] {
      const lineage = rows.lineage(id)
      return lineage ? leavesOf(lineage) : []
    },
    history(id: string, rev: string): { start: number; ids: string[] } | undefined {
      const lineage = rows.lineage(id)
      const history = lineage && historyOf(lineage, rev)
      return history && { ...history, ids: history.ids.slice(0, limit()) }
    },
    latest(id: string, rev: string): string[] {
      const lineage = rows.lineage(id)
      return lineage ? leavesAfter(lineage, rev) : []
    },
    missing(id: string, revs: string[]): { missing: string[]; possibleAncestors: string[] } {
      const lineage = rows.lineage(id)
      if (!lineage) return { missing: revs, possibleAncestors: [] }
      const missing = revs.filter((rev) => !knows(lineage, rev))
      if (missing.length === 0) return { missing, possibleAncestors: [] }
      const highest = Math.max(0, ...missing.map(generationOf))
      const possibleAncestors = leavesOf(lineage)
        .map((leaf) => leaf.rev)
        .filter((rev) => generationOf(rev) < highest)
      return { missing, possibleAncestors }
    },
  }
}
