import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { generationOf, hashOf } from '../revision.ts'
import type { IncomingDocument, PlaceOf, WriteOptions, WriteOutcome } from '../store.ts'
import type { Attachments } from './attachments.ts'
import type { BodyPacking } from './body-packing.ts'
import type { DocumentCounts } from './document-counts.ts'
import {
  extendLine,
  firstLineage,
  forgotten,
  historyOf,
  joinPath,
  knows,
  type Lineage,
  leavesOf,
  withoutLeaves,
} from './lineage.ts'
import type { PlaceStore } from './places.ts'
import type { RevisionBodies } from './revision-bodies.ts'
import type { DocumentRow, RowReader } from './row-reader.ts'
import type { Settings } from './settings.ts'

const defaultRevisionsLimit = 1000

const conflict = (id: string): WriteOutcome => ({
  id,
  error: 'conflict',
  reason: 'Document update conflict.',
})

/** Writes documents inside the transaction that the commit queue has opened. */
export function createDocumentWriter(
  file: DatabaseSync,
  settings: Settings,
  rows: RowReader,
  bodies: RevisionBodies,
  attachments: Attachments,
  packing: BodyPacking,
  counts: DocumentCounts,
  { places, move }: PlaceStore,
) {
  const insert = file.prepare(
    'INSERT INTO document (seq, id, rev, deleted, history, tree, leaves, body, delivered_by, patient) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const update = file.prepare(
    'UPDATE document SET seq = ?, rev = ?, deleted = ?, history = ?, tree = ?, leaves = ?, body = ?, delivered_by = ?, patient = ? WHERE id = ?',
  )
  const erase = file.prepare('DELETE FROM document WHERE id = ?')
  const newest = file.prepare('SELECT coalesce(max(seq), 0) AS n FROM document')

  const aboutPatient = file.prepare(
    'SELECT seq, deleted FROM document WHERE patient = ? AND id <> ? ORDER BY seq',
  )
  const moveTo = file.prepare('UPDATE document SET seq = ? WHERE seq = ?')
  const everyDocument = file.prepare('SELECT seq, id, deleted, body FROM document ORDER BY seq')
  const about = file.prepare('UPDATE document SET patient = ? WHERE seq = ?')

  let deliveredBy: string | null = null
  let placeOf: PlaceOf | undefined
  let keepsOld = true
  let revisionsLimit = 0
  let seq = 0
  const reload = (): void => {
    // A purge may have removed the newest row; its number must not be given twice.
    seq = Math.max(Number(newest.get()?.n), Number(settings.get('seq') ?? 0))
    revisionsLimit = Number(settings.get('revisionsLimit') ?? defaultRevisionsLimit)
  }
  reload()

  const store = (
    next: IncomingDocument,
    rev: string,
    row: DocumentRow | undefined,
    lineage: Lineage,
  ): void => {
    if (!row) {
      insert.run(
        ++seq,
        next.id,
        lineage.rev,
        lineage.deleted ? 1 : 0,
        lineage.history,
        null,
        null,
        packing.pack(next.body, seq),
        deliveredBy,
        patientOf(next.id, lineage.deleted, next.fields, null),
      )
      counts.move(undefined, { seq, deleted: lineage.deleted })
    } else {
      const body = bodyAfter(next, rev, row, lineage)
      // The winner's body decides, which need not be the one that was written.
      const winner = lineage.rev === rev ? next.fields : () => fieldsOf(body)
      replace(row, lineage, body, patientOf(next.id, lineage.deleted, winner, row.patient))
    }
    if (placeOf && moved) reappear(next.id, next.id)
  }

  let moved = false
  /** Whom a document is about now; a tombstone stays with whom it was about. A card that moves takes its documents along. */
  const patientOf = (
    id: string,
    deleted: boolean,
    fields: Record<string, unknown> | (() => Record<string, unknown>),
    before: string | null,
  ): string | null => {
    moved = false
    if (!placeOf || deleted) return before
    const document = typeof fields === 'function' ? fields() : fields
    const { patient, villages } = placeOf({ ...document, _id: id }, places)
    if (villages) moved = move(id, villages)
    return patient
  }

  /**
   * Puts the documents of a patient at the head of the feed once more, as they are: stations whose checkpoint is past them
   * may see them only now.
   */
  const reappear = (patient: string, except: string): void => {
    for (const row of aboutPatient.all(patient, except)) {
      const deleted = row.deleted === 1
      moveTo.run(++seq, row.seq!)
      counts.move({ seq: Number(row.seq), deleted }, { seq, deleted })
    }
  }

  const replace = (row: DocumentRow, lineage: Lineage, body: string, patient = row.patient): void => {
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
  }

  /** The winner's body after a write; the bodies of the others are kept or dropped. */
  const bodyAfter = (next: IncomingDocument, rev: string, row: DocumentRow, lineage: Lineage): string => {
    if (lineage.tree || row.lineage.tree) {
      const written = { id: next.id, rev, deleted: next.deleted, body: next.body }
      return bodies.rearrange(next.id, lineage, [written, row], keepsOld)
    }
    if (keepsOld) {
      bodies.keepOld(row)
      for (const old of forgotten(row.lineage, lineage)) bodies.drop(next.id, old)
    }
    return next.body
  }

  /** The document with its attachments as stubs in its body, their contents kept. */
  const sealed = (next: IncomingDocument, generation: number, sources: () => string[]): IncomingDocument =>
    next.attachments
      ? { ...next, body: next.body + attachments.stored(next.attachments, generation, sources) }
      : next

  const edit = (asked: IncomingDocument, row: DocumentRow | undefined): WriteOutcome => {
    const base = asked.rev ?? (row?.deleted ? row.rev : undefined)
    if (!row) {
      if (base !== undefined) return conflict(asked.id)
      const next = sealed(asked, 1, () => [])
      const first = newHash('', next)
      store(next, `1-${first}`, row, firstLineage(1, [first], next.deleted, revisionsLimit))
      return { id: next.id, rev: `1-${first}` }
    }
    const isLeaf = base !== undefined && leavesOf(row.lineage).some((leaf) => leaf.rev === base)
    if (!isLeaf || (asked.rev === undefined && asked.deleted)) return conflict(asked.id)
    const next = sealed(asked, generationOf(base) + 1, () => [bodyOfLeaf(row, base)])
    const rev = `${generationOf(base) + 1}-${newHash(base, next)}`
    const lineage = row.lineage.tree
      ? joinPath(
          row.lineage,
          {
            start: generationOf(rev),
            ids: [hashOf(rev), ...historyOf(row.lineage, base)!.ids],
            deleted: next.deleted,
          },
          revisionsLimit,
        )
      : extendLine(row.lineage, rev, next.deleted, revisionsLimit)
    store(next, rev, row, lineage)
    return { id: next.id, rev }
  }

  const bodyOfLeaf = (row: DocumentRow, rev: string): string =>
    rev === row.rev ? row.body : (bodies.of(row.id, rev)?.body ?? '')

  const replicate = (asked: IncomingDocument, row: DocumentRow | undefined): WriteOutcome => {
    const { start, ids } = asked.revisions ?? { start: generationOf(asked.rev!), ids: [hashOf(asked.rev!)] }
    const rev = `${start}-${ids[0]}`
    if (row && knows(row.lineage, rev)) return { id: asked.id, rev }
    const next = sealed(asked, start, () =>
      row ? leavesOf(row.lineage).map((leaf) => bodyOfLeaf(row, leaf.rev)) : [],
    )
    const lineage = row
      ? joinPath(row.lineage, { start, ids, deleted: next.deleted }, revisionsLimit)
      : firstLineage(start, ids, next.deleted, revisionsLimit)
    store(next, rev, row, lineage)
    return { id: next.id, rev }
  }

  /** Removes leaves as if they had never been; returns those that were there. */
  const purge = (id: string, revs: string[]): string[] => {
    const row = rows.row(id)
    if (!row) return []
    const { left, removed } = withoutLeaves(row.lineage, revs)
    if (removed.length === 0) return []
    if (left) {
      const present = removed.includes(row.rev) ? [] : [row]
      replace(row, left, bodies.rearrange(id, left, present, keepsOld))
    } else {
      erase.run(id)
      bodies.dropAll(id)
      seq++
      counts.move(row, undefined)
    }
    settings.set('seq', String(seq))
    return removed
  }

  return {
    write(batch: IncomingDocument[], options: WriteOptions): WriteOutcome[] {
      deliveredBy = options.deliveredBy ?? null
      keepsOld = !options.dropsOldBodies
      placeOf = options.placeOf
      return batch.map((next) => {
        const row = rows.row(next.id)
        const refusal = options.guard?.(next, row, places)
        if (refusal) return { id: next.id, ...refusal }
        return options.newEdits ? edit(next, row) : replicate(next, row)
      })
    },
    purge(asked: [id: string, revs: string[]][]): [id: string, removed: string[]][] {
      deliveredBy = null
      keepsOld = true
      return asked.map(([id, revs]) => [id, purge(id, revs)])
    },
    /** The documents about a patient appear again in the feed. */
    reappear: (patient: string): void => reappear(patient, ''),
    /** Finds out whom the documents are about that were stored without it. */
    placeAll(find: PlaceOf): void {
      const later: [seq: number, id: string, document: Record<string, unknown>][] = []
      const place = (at: number, id: string, document: Record<string, unknown>): void => {
        const { patient, villages } = find({ ...document, _id: id }, places)
        if (villages) move(id, villages)
        about.run(patient, at)
      }
      for (const row of everyDocument.all()) {
        if (row.deleted === 1) continue
        const document = fieldsOf(packing.text(row.body))
        const id = String(row.id)
        // Documents about documents are placed by those.
        if (document.documentId === undefined) place(Number(row.seq), id, document)
        else later.push([Number(row.seq), id, document])
      }
      for (const each of later) place(...each)
    },
    setRevisionsLimit(limit: number): void {
      settings.set('revisionsLimit', String(limit))
      revisionsLimit = limit
    },
    revisionsLimit: () => revisionsLimit,
    newestNumber: () => seq,
    reload,
  }
}

const fieldsOf = (body: string): Record<string, unknown> =>
  JSON.parse(`{${body.slice(1)}}`) as Record<string, unknown>

/** The same edit of the same revision gets the same hash everywhere. */
const newHash = (base: string, next: IncomingDocument): string =>
  hash('md5', `${base}\n${next.deleted ? 1 : 0}\n${next.body}`)
