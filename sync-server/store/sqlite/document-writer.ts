import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { generationOf, hashOf } from '../revision.ts'
import type { IncomingDocument, WriteOptions, WriteOutcome } from '../store.ts'
import type { Attachments } from './attachments.ts'
import { extendLine, firstLineage, historyOf, joinPath, knows, type Lineage, leavesOf } from './lineage.ts'
import type { DocumentRow, RowReader } from './row-reader.ts'

const conflict = (id: string): WriteOutcome => ({
  id,
  error: 'conflict',
  reason: 'Document update conflict.',
})

/** Writes documents inside the transaction that the commit queue has opened. */
export function createDocumentWriter(file: DatabaseSync, rows: RowReader, attachments: Attachments) {
  const insert = file.prepare(
    'INSERT INTO document (seq, id, rev, deleted, history, tree, leaves, body, delivered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const update = file.prepare(
    'UPDATE document SET seq = ?, rev = ?, deleted = ?, history = ?, tree = ?, leaves = ?, body = ?, delivered_by = ? WHERE id = ?',
  )
  const keepLeaf = file.prepare('INSERT OR REPLACE INTO leaf (id, rev, deleted, body) VALUES (?, ?, ?, ?)')
  const dropLeaf = file.prepare('DELETE FROM leaf WHERE id = ? AND rev = ?')
  const leafRevs = file.prepare('SELECT rev FROM leaf WHERE id = ?')
  const newest = file.prepare('SELECT coalesce(max(seq), 0) AS n FROM document')
  const highWater = file.prepare(`SELECT value FROM setting WHERE name = 'seq'`)
  const countOf = file.prepare('SELECT count(*) AS n FROM document WHERE deleted = ?')

  let deliveredBy: string | null = null
  let seq = 0
  let documents = 0
  let tombstones = 0
  const reload = (): void => {
    // A purge may have removed the newest row; its number must not be given twice.
    seq = Math.max(Number(newest.get()?.n), Number(highWater.get()?.value ?? 0))
    documents = Number(countOf.get(0)?.n)
    tombstones = Number(countOf.get(1)?.n)
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
        next.body,
        deliveredBy,
      )
      if (lineage.deleted) tombstones++
      else documents++
      return
    }
    const branched = lineage.tree !== undefined || row.lineage.tree !== undefined
    const winnerBody = branched ? sortLeaves(next, rev, row, lineage) : next.body
    const leaves = lineage.tree
      ? leavesOf(lineage)
          .map((leaf) => `{"rev":"${leaf.rev}"}`)
          .join(',')
      : null
    const tree = lineage.tree ? JSON.stringify(lineage.tree) : null
    update.run(
      ++seq,
      lineage.rev,
      lineage.deleted ? 1 : 0,
      lineage.history,
      tree,
      leaves,
      winnerBody,
      deliveredBy,
      next.id,
    )
    if (row.deleted !== lineage.deleted) {
      documents += lineage.deleted ? -1 : 1
      tombstones += lineage.deleted ? 1 : -1
    }
  }

  /** Moves bodies between the winner's row and the losing leaves; returns the winner's body. */
  const sortLeaves = (next: IncomingDocument, rev: string, row: DocumentRow, lineage: Lineage): string => {
    const bodyOf = (leaf: string): string =>
      leaf === rev ? next.body : leaf === row.rev ? row.body : (rows.losingLeaf(next.id, leaf)?.body ?? '')
    const winnerBody = bodyOf(lineage.rev)
    const losing = leavesOf(lineage).filter((leaf) => leaf.rev !== lineage.rev)
    for (const leaf of losing) keepLeaf.run(next.id, leaf.rev, leaf.deleted ? 1 : 0, bodyOf(leaf.rev))
    const kept = new Set(losing.map((leaf) => leaf.rev))
    for (const { rev: old } of leafRevs.all(next.id)) if (!kept.has(String(old))) dropLeaf.run(next.id, old!)
    return winnerBody
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
      store(next, `1-${first}`, row, firstLineage(1, [first], next.deleted))
      return { id: next.id, rev: `1-${first}` }
    }
    const isLeaf = base !== undefined && leavesOf(row.lineage).some((leaf) => leaf.rev === base)
    if (!isLeaf || (asked.rev === undefined && asked.deleted)) return conflict(asked.id)
    const next = sealed(asked, generationOf(base) + 1, () => [bodyOfLeaf(row, base)])
    const rev = `${generationOf(base) + 1}-${newHash(base, next)}`
    const lineage = row.lineage.tree
      ? joinPath(
          row.lineage,
          generationOf(rev),
          [hashOf(rev), ...historyOf(row.lineage, base)!.ids],
          next.deleted,
        )
      : extendLine(row.lineage, rev, next.deleted)
    store(next, rev, row, lineage)
    return { id: next.id, rev }
  }

  const bodyOfLeaf = (row: DocumentRow, rev: string): string =>
    rev === row.rev ? row.body : (rows.losingLeaf(row.id, rev)?.body ?? '')

  const replicate = (asked: IncomingDocument, row: DocumentRow | undefined): WriteOutcome => {
    const { start, ids } = asked.revisions ?? { start: generationOf(asked.rev!), ids: [hashOf(asked.rev!)] }
    const rev = `${start}-${ids[0]}`
    if (row && knows(row.lineage, rev)) return { id: asked.id, rev }
    const next = sealed(asked, start, () =>
      row ? leavesOf(row.lineage).map((leaf) => bodyOfLeaf(row, leaf.rev)) : [],
    )
    const lineage = row
      ? joinPath(row.lineage, start, ids, next.deleted)
      : firstLineage(start, ids, next.deleted)
    store(next, rev, row, lineage)
    return { id: next.id, rev }
  }

  return {
    write(batch: IncomingDocument[], options: WriteOptions): WriteOutcome[] {
      deliveredBy = options.deliveredBy ?? null
      return batch.map((next) => {
        const row = rows.row(next.id)
        const refusal = options.guard?.(next, row)
        if (refusal) return { id: next.id, ...refusal }
        return options.newEdits ? edit(next, row) : replicate(next, row)
      })
    },
    counts: () => ({ seq, documents, tombstones }),
    reload,
  }
}

/** The same edit of the same revision gets the same hash everywhere. */
const newHash = (base: string, next: IncomingDocument): string =>
  hash('md5', `${base}\n${next.deleted ? 1 : 0}\n${next.body}`)
