import { fromWire } from '#shared/contract/couch.ts'
import { type CollectionName, collectionOfType } from '#shared/domain/registry.ts'
import type { IncomingDocument } from '../storage/stored-document.ts'
import type { AskedPage } from './asked-page.ts'
import type { Asked, OwnEcho } from './own-echo.ts'
import { atOrAfter, type Sequence } from './sequence.ts'

/** A piece of the feed, sorted by collection. Covers everything after `from` up to and including `to`. */
export interface FeedPage {
  from: Sequence
  to: Sequence
  asked: Asked
  rowsOf: Map<CollectionName, { seq: Sequence; document: IncomingDocument }[]>
  size: number
}

/**
 * A type that only a newer version knows has no collection yet: after an update its collection starts from the
 * beginning of the feed and gets all of them (trap T5).
 */
export function feedPage(from: Sequence, page: AskedPage): FeedPage {
  const rowsOf: FeedPage['rowsOf'] = new Map()
  for (const row of page.results) {
    const rev = row.changes[0]?.rev ?? ''
    const type = String(row.doc?.type ?? row.id.split(':')[0])
    const collection = collectionOfType(type)
    if (!collection) continue
    if (!row.doc && !row.deleted) continue
    const { document, deleted } = fromWire(row.doc ?? { _id: row.id, type, _deleted: true })
    const rows = rowsOf.get(collection) ?? []
    rows.push({
      seq: row.seq,
      document: { ...document, _rev: rev, _deleted: deleted || row.deleted === true, _downloaded: rev },
    })
    rowsOf.set(collection, rows)
  }
  return { from, to: page.last_seq, asked: page.asked, rowsOf, size: page.results.length }
}

/** Whether a reader at this place can go on with this page and miss nothing. */
export function covers(page: FeedPage, since: Sequence): boolean {
  if (page.from === since) return true
  return atOrAfter(since, page.from) === true && atOrAfter(page.to, since) === true && page.to !== since
}

/**
 * What a reader at this place has not had yet of this page.
 * @param isStale true for a row that is older than what this station has pushed since the page was asked for: judged now,
 * as the page may have lain here meanwhile
 */
export function rowsAfter(
  page: FeedPage,
  collection: CollectionName,
  since: Sequence,
  isStale: OwnEcho['isStale'],
): IncomingDocument[] {
  const rows = page.rowsOf.get(collection) ?? []
  const fresh = page.from === since ? rows : rows.filter((row) => atOrAfter(since, row.seq) !== true)
  return fresh.map((row) => row.document).filter(({ id, _rev }) => !isStale(id, _rev ?? '', page.asked))
}
