import type { Database } from '../store/store.ts'
import type { ReplacedLeaves } from './worker-calls.ts'

/** How the list of leaves goes on after the first: only documents with conflicts have it. */
const moreLeaves = Buffer.from('"},{"rev":"')

/** `_conflicts` and `_deleted_conflicts` of the documents in rows of the changes feed; map functions see them. */
export function leavesOfRows(database: Database, text: Buffer): Record<string, ReplacedLeaves> {
  const leaves: Record<string, ReplacedLeaves> = Object.create(null)
  if (!text.includes(moreLeaves)) return leaves
  const rows = JSON.parse(`[${text.toString()}]`) as { id: string; changes: { rev: string }[] }[]
  for (const { id, changes } of rows) {
    if (changes.length < 2) continue
    const losing = database.leaves(id).slice(1)
    const revs = (deleted: boolean): string[] | undefined => {
      const found = losing.filter((leaf) => leaf.deleted === deleted).map((leaf) => leaf.rev)
      return found.length > 0 ? found : undefined
    }
    leaves[id] = { _conflicts: revs(false), _deleted_conflicts: revs(true) }
  }
  return leaves
}
