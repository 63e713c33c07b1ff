import { hash } from 'node:crypto'
import { generationOf, hashOf } from '../revision.ts'
import type { IncomingDocument, PlaceOf, WriteOptions, WriteOutcome } from '../store.ts'
import type { Attachments } from './attachments.ts'
import { type DocumentPlaces, fieldsOf } from './document-places.ts'
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
import type { RevisionBodies } from './revision-bodies.ts'
import type { DocumentRow, RowReader } from './row-reader.ts'
import type { RowWriter } from './row-writer.ts'
import type { Settings } from './settings.ts'

const defaultRevisionsLimit = 1000

const conflict = (id: string): WriteOutcome => ({
  id,
  error: 'conflict',
  reason: 'Document update conflict.',
})

/** What a write touches. */
export interface DocumentWriterParts {
  settings: Settings
  rows: RowReader
  written: RowWriter
  bodies: RevisionBodies
  attachments: Attachments
  documentPlaces: DocumentPlaces
}

/** Decides what a write makes of a document's revisions, inside the transaction that the commit queue has opened. */
export function createDocumentWriter({
  settings,
  rows,
  written,
  bodies,
  attachments,
  documentPlaces,
}: DocumentWriterParts) {
  let deliveredBy: string | null = null
  let placeOf: PlaceOf | undefined
  let openingOf: WriteOptions['openingOf']
  let keepsOld = true
  let revisionsLimit = 0
  const reloadLimit = (): void => {
    revisionsLimit = Number(settings.get('revisionsLimit') ?? defaultRevisionsLimit)
  }
  reloadLimit()

  const store = (
    next: IncomingDocument,
    rev: string,
    row: DocumentRow | undefined,
    lineage: Lineage,
  ): void => {
    const body = row ? bodyAfter(next, rev, row, lineage) : next.body
    const place = placed(next, rev, lineage, body, row?.patient ?? null)
    const patient = place ? place.patient : (row?.patient ?? null)
    if (row) written.replace(row, lineage, body, { deliveredBy, patient })
    else written.add(next.id, lineage, body, { deliveredBy, patient })
    if (patient !== null && patient !== row?.patient) documentPlaces.found(next.id, patient)
    // A card that moves takes its documents along.
    if (place?.moved && patient !== null) documentPlaces.reappear(patient, next.id)
    const opening = openingOf?.(next, documentPlaces.places)
    if (opening) documentPlaces.open(opening)
  }

  /** Whom the document is about now; undefined where nobody asks, and for a tombstone, which stays with whom it was about. */
  const placed = (
    next: IncomingDocument,
    rev: string,
    { rev: winner, deleted }: Lineage,
    body: string,
    before: string | null,
  ) => {
    if (!placeOf || (deleted && before !== null)) return undefined
    // The winner's body decides, which need not be the one that was written.
    return documentPlaces.place(next.id, deleted, winner === rev ? next.fields : fieldsOf(body), placeOf)
  }

  /** The winner's body after a write; the bodies of the others are kept or dropped. */
  const bodyAfter = (next: IncomingDocument, rev: string, row: DocumentRow, lineage: Lineage): string => {
    if (lineage.tree || row.lineage.tree) {
      const arrived = { id: next.id, rev, deleted: next.deleted, body: next.body }
      return bodies.rearrange(next.id, lineage, [arrived, row], keepsOld)
    }
    if (keepsOld) {
      bodies.keepOld(row)
      for (const old of forgotten(row.lineage, lineage)) bodies.drop(next.id, old)
    }
    return next.body
  }

  /** The document with its attachments as stubs in its body, their contents kept. */
  const sealed = (
    next: IncomingDocument,
    generation: number,
    sources: () => string[],
    isEdit = false,
  ): IncomingDocument =>
    next.attachments
      ? { ...next, body: next.body + attachments.stored(next.attachments, generation, sources, isEdit) }
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
    const next = sealed(asked, generationOf(base) + 1, () => [bodyOfLeaf(row, base)], true)
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
      const body = bodies.rearrange(id, left, present, keepsOld)
      written.replace(row, left, body, { deliveredBy, patient: row.patient })
    } else {
      written.erase(row)
      bodies.dropAll(id)
    }
    written.keepNumber()
    return removed
  }

  return {
    write(batch: IncomingDocument[], options: WriteOptions): WriteOutcome[] {
      deliveredBy = options.deliveredBy ?? null
      keepsOld = !options.dropsOldBodies
      placeOf = options.placeOf
      openingOf = options.openingOf
      return batch.map((next) => {
        const row = rows.row(next.id)
        const refusal = options.guard?.(next, row, documentPlaces.places)
        if (refusal) return { id: next.id, ...refusal }
        return options.newEdits ? edit(next, row) : replicate(next, row)
      })
    },
    purge(asked: [id: string, revs: string[]][]): [id: string, removed: string[]][] {
      deliveredBy = null
      keepsOld = true
      return asked.map(([id, revs]) => [id, purge(id, revs)])
    },
    setRevisionsLimit(limit: number): void {
      settings.set('revisionsLimit', String(limit))
      revisionsLimit = limit
    },
    revisionsLimit: () => revisionsLimit,
    /** After a rollback. */
    reload(): void {
      written.reload()
      reloadLimit()
    },
  }
}

/** The same edit of the same revision gets the same hash everywhere. */
const newHash = (base: string, next: IncomingDocument): string =>
  hash('md5', `${base}\n${next.deleted ? 1 : 0}\n${next.body}`)
