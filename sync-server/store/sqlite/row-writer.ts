import type { DatabaseSync } from 'node:sqlite'
import type { BodyPacking } from './body-packing.ts'
import type { DocumentCounts, Place } from './document-counts.ts'
import { type Lineage, leavesOf } from './lineage.ts'
import type { DocumentRow } from './row-reader.ts'
import type { Settings } from './settings.ts'

/** What is kept beside a document's revisions. */
export interface RowNotes {
  /** The practitioner whose session brought the newest write. */
  deliveredBy: string | null
  /** Whom the document is about. */
  patient: string | null
}

/** Writes rows of documents; each write takes the next number of the feed, and no number is given twice. */
export function createRowWriter(
  file: DatabaseSync,
  settings: Settings,
  packing: BodyPacking,
  counts: DocumentCounts,
) {
  const insert = file.prepare(
    'INSERT INTO document (seq, id, rev, deleted, history, tree, leaves, body, delivered_by, patient) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const update = file.prepare(
    'UPDATE document SET seq = ?, rev = ?, deleted = ?, history = ?, tree = ?, leaves = ?, body = ?, delivered_by = ?, patient = ? WHERE id = ?',
  )
  const erase = file.prepare('DELETE FROM document WHERE id = ?')
  const moveTo = file.prepare('UPDATE document SET seq = ? WHERE seq = ?')
  const newest = file.prepare('SELECT coalesce(max(seq), 0) AS n FROM document')

  let seq = 0
  const reload = (): void => {
    // A purge may have removed the newest row; its number must not be given twice.
    seq = Math.max(Number(newest.get()?.n), Number(settings.get('seq') ?? 0))
  }
  reload()

  return {
    /** The first row of a document. */
    add(
      id: string,
      { rev, deleted, history }: Lineage,
      body: string,
      { deliveredBy, patient }: RowNotes,
    ): void {
      const stored = packing.pack(body, ++seq)
      insert.run(seq, id, rev, deleted ? 1 : 0, history, null, null, stored, deliveredBy, patient)
      counts.move(undefined, { seq, deleted })
    },
    replace(row: DocumentRow, lineage: Lineage, body: string, { deliveredBy, patient }: RowNotes): void {
      const leaves = lineage.tree
        ? leavesOf(lineage)
            .map((leaf) => `{"rev":"${leaf.rev}"}`)
            .join(',')
        : null
      const tree = lineage.tree ? JSON.stringify(lineage.tree) : null
      const { rev, deleted, history } = lineage
      const stored = packing.pack(body, ++seq)
      update.run(seq, rev, deleted ? 1 : 0, history, tree, leaves, stored, deliveredBy, patient, row.id)
      counts.move(row, { seq, deleted })
    },
    /** The row goes; its end takes a number, too. */
    erase(row: DocumentRow): void {
      erase.run(row.id)
      seq++
      counts.move(row, undefined)
    },
    /** Puts a document at the head of the feed once more, as it is. */
    repeat({ seq: before, deleted }: Place): void {
      moveTo.run(++seq, before)
      counts.move({ seq: before, deleted }, { seq, deleted })
    },
    /** Remembers the newest number for the case that no row has it any more. */
    keepNumber: (): void => settings.set('seq', String(seq)),
    newestNumber: () => seq,
    /** After a rollback: the numbers are those of the file again. */
    reload,
  }
}
export type RowWriter = ReturnType<typeof createRowWriter>
