import { setImmediate } from 'node:timers/promises'
import type { Database } from '../store/store.ts'
import { collate } from './collate.ts'
import { namesOf, valueAt } from './field-path.ts'
import type { Bookmark, FindRequest } from './find-request.ts'
import { type Index, withPartial } from './indexes.ts'
import { matcherOf, usesPattern } from './selector.ts'
import { withTimeLimit } from './time-limit.ts'

interface Row extends Bookmark {
  text: string
}
export interface Found {
  texts: string[]
  last: Bookmark | undefined
  examined: number
}

const stepDocuments = 500
const patternStepMs = 1000

/**
 * Reads every document in steps, other requests being served between two of them, and keeps the rows that the page may
 * need. An index decides the order only; see rule F2.
 */
export async function runFind(database: Database, asked: FindRequest, index: Index): Promise<Found> {
  const matches = matcherOf(withPartial(index, asked.selector))
  const descending = (asked.sort[0] ?? index.fields[0])?.direction === 'desc'
  const byId = index.type === 'special'
  const paths = byId ? [] : index.fields.map(({ field }) => namesOf(field))
  const compare = (a: Bookmark, b: Bookmark): number => {
    const order = collate(a.keys, b.keys) || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id))
    return descending ? -order : order
  }
  const needed = asked.skip + asked.limit
  let rows: Row[] = []
  const keepNeeded = (): void => {
    rows = rows.sort(compare).slice(0, needed)
  }
  const take = (text: string): void => {
    const document = JSON.parse(text) as Record<string, unknown>
    const id = String(document._id)
    if (id.startsWith('_design/') || !matches(document)) return
    const row = { keys: paths.map((path) => valueAt(document, path)), id, text }
    if (!asked.bookmark || compare(row, asked.bookmark) > 0) rows.push(row)
  }
  const limited = usesPattern([asked.given.selector, index.partial])
  let from = ''
  let examined = 0
  while (needed > 0) {
    const texts = database.documentsById({ from, limit: stepDocuments })
    const step = (): void => texts.forEach(take)
    if (limited) withTimeLimit(step, patternStepMs)
    else step()
    examined += texts.length
    const atEnd = texts.length < stepDocuments || (byId && !descending && rows.length >= needed)
    if (atEnd) break
    if (rows.length > 2 * needed + stepDocuments) keepNeeded()
    from = (JSON.parse(texts.at(-1)!) as { _id: string })._id
    await setImmediate()
  }
  keepNeeded()
  const page = rows.slice(asked.skip)
  return { texts: page.map((row) => row.text), last: page.at(-1), examined }
}
