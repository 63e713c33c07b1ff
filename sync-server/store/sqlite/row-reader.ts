/// <reference path="./pouchdb-merge.d.ts" />
import type { DatabaseSync } from 'node:sqlite'
import type { RevisionPath } from 'pouchdb-merge'
import type { StoredRevision } from '../store.ts'
import type { BodyPacking, StoredBody } from './body-packing.ts'
import { type Lineage, leavesOf } from './lineage.ts'

export interface DocumentRow extends StoredRevision {
  seq: number
  lineage: Lineage
  /** Whom the document is about. */
  patient: string | null
  /** The body as it lies in the file. */
  stored: StoredBody
}

/** Reads single documents by prepared statements. */
export function createRowReader(file: DatabaseSync, packing: BodyPacking) {
  const headOf = file.prepare('SELECT rev, deleted FROM document WHERE id = ?')
  const seqOf = file.prepare('SELECT seq FROM document WHERE id = ?')
  const lineageOf = file.prepare('SELECT rev, deleted, history, tree FROM document WHERE id = ?')
  const rowOf = file.prepare(
    'SELECT seq, rev, deleted, history, tree, body, patient FROM document WHERE id = ?',
  )

  const toLineage = (row: Record<string, unknown>): Lineage => ({
    rev: String(row.rev),
    deleted: row.deleted === 1,
    history: String(row.history),
    tree: typeof row.tree === 'string' ? (JSON.parse(row.tree) as RevisionPath[]) : undefined,
  })

  file.function('conflicts', { deterministic: true }, (rev, tree) => {
    const losing = leavesOf({
      rev: String(rev),
      deleted: false,
      history: '',
      tree: JSON.parse(String(tree)) as RevisionPath[],
    })
    const live = losing.filter((leaf) => leaf.rev !== rev && !leaf.deleted).map((leaf) => leaf.rev)
    return live.length === 0 ? '' : `,"_conflicts":${JSON.stringify(live)}`
  })

  return {
    head(id: string): { rev: string; deleted: boolean } | undefined {
      const row = headOf.get(id)
      return row && { rev: String(row.rev), deleted: row.deleted === 1 }
    },
    sequenceNumber: (id: string): number => Number(seqOf.get(id)?.seq ?? 0),
    lineage(id: string): Lineage | undefined {
      const row = lineageOf.get(id)
      return row && toLineage(row)
    },
    row(id: string): DocumentRow | undefined {
      const row = rowOf.get(id)
      if (!row) return undefined
      const lineage = toLineage(row)
      const { rev, deleted } = lineage
      // Unpacked when it is looked at: most writes do not look at what they replace.
      return {
        id,
        seq: Number(row.seq),
        rev,
        deleted,
        lineage,
        patient: typeof row.patient === 'string' ? row.patient : null,
        stored: row.body as StoredBody,
        get body() {
          return packing.text(row.body)
        },
      }
    },
  }
}
export type RowReader = ReturnType<typeof createRowReader>
