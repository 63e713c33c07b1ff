import { setImmediate } from 'node:timers/promises'
import { documentJson } from '../couch/document-json.ts'
import type { Database } from '../store/store.ts'
import { designsOf } from '../views/designs.ts'
import { viewGroupOf } from '../views/view-group.ts'
import type { Views } from '../views/views.ts'
import { collate } from './collate.ts'
import { keysOfRanges } from './field-ranges.ts'
import type { Bookmark, FindRequest } from './find-request.ts'
import { hasSlowPattern } from './pattern.ts'
import { type Plan, withPartial } from './plan.ts'
import { matcherOf } from './selector.ts'

interface Candidate extends Bookmark {
  /** JSON of the document. */
  text: string
}
export interface Found {
  /** Those of the step that was just made. */
  texts: string[]
  returned: number
  last: Bookmark | undefined
  keysExamined: number
  documentsExamined: number
}

const stepDocuments = 500
const firstDocuments = 100

/**
 * Reads the documents that may match in the order of the plan's index, in steps, other requests being served between
 * two of them, until the page is full. Tells after each what was found; the numbers are those of all steps.
 * @param limitedTime runs a step that may take any time
 */
export async function* runFind(
  views: Views,
  database: Database,
  asked: FindRequest,
  plan: Plan,
  limitedTime: (step: () => void) => void,
): AsyncGenerator<Found> {
  const { index, ranges } = plan
  const found: Found = { texts: [], returned: 0, last: undefined, keysExamined: 0, documentsExamined: 0 }
  yield found
  if (ranges === 'empty' || asked.limit === 0) return
  const matches = matcherOf(withPartial(index, asked.selector))
  const limited = hasSlowPattern([asked.given.selector, index.partial])
  let toSkip = asked.skip
  const take = ({ text: plain, keys, id }: Candidate): void => {
    if (found.returned === asked.limit) return
    found.documentsExamined++
    const text = asked.conflicts ? withConflicts(database, plain) : plain
    if (!matches(JSON.parse(text))) return
    if (toSkip > 0) toSkip--
    else {
      found.texts.push(text)
      found.returned++
      found.last = { keys, id }
    }
  }
  const candidates =
    index.type === 'special' ? byIds(database, asked, plan) : byIndex(views, database, asked, plan)
  for await (const { rows, keysExamined } of candidates) {
    found.keysExamined += keysExamined
    const step = (): void => rows.forEach(take)
    if (limited) limitedTime(step)
    else step()
    yield found
    found.texts = []
    if (found.returned === asked.limit) return
    await setImmediate()
  }
}

interface Step {
  rows: Candidate[]
  keysExamined: number
}

async function* byIndex(
  views: Views,
  database: Database,
  { sort, bookmark, when }: FindRequest,
  { index, ranges }: Plan,
): AsyncGenerator<Step> {
  const design = designsOf(database).find((each) => each._id === index.ddoc)
  const group = design && viewGroupOf(design)
  const view = group?.views.findIndex((each) => each.name === index.name) ?? -1
  if (!group || view < 0 || ranges === 'empty') return
  const path = await views.ready(database, group, when)
  const descending = sort[0]?.direction === 'desc'
  const keys = keysOfRanges(ranges)
  const [first, last] = descending ? [keys.end, keys.start] : [keys.start, keys.end]
  const query = {
    view,
    start: bookmark ? { key: bookmark.keys, id: bookmark.id } : { key: first },
    end: { key: last },
    inclusiveEnd: true,
    descending,
    skip: 0,
    limit: Number.MAX_SAFE_INTEGER,
    chunkRows: firstDocuments,
  }
  let { rows, cursor }: { rows: string[]; cursor: number | undefined } = await views.call(database, 'rows', {
    path,
    query,
  })
  try {
    for (;;) {
      yield stepOf(database, rows, bookmark)
      if (cursor === undefined) return
      ;({ rows, cursor } = await views.call(database, 'next', { cursor }))
    }
  } finally {
    if (cursor !== undefined) void views.call(database, 'end', { cursor }).catch(() => undefined)
  }
}

function stepOf(database: Database, flat: string[], bookmark: Bookmark | undefined): Step {
  const rows: Candidate[] = []
  for (let at = 0; at < flat.length; at += 3) {
    const keys = JSON.parse(flat[at]!) as unknown[]
    const id = flat[at + 1]!
    // The row that the page before ended with.
    if (bookmark?.id === id && collate(keys, bookmark.keys) === 0) continue
    const document = database.read(id)
    if (document && !document.deleted) rows.push({ keys, id, text: documentJson(document) })
  }
  return { rows, keysExamined: flat.length / 3 }
}

/** All documents, or those between the ids that the selector names. */
async function* byIds(
  database: Database,
  { sort, bookmark }: FindRequest,
  { ranges }: Plan,
): AsyncGenerator<Step> {
  const descending = sort[0]?.direction === 'desc'
  const [range] = ranges === 'empty' ? [] : ranges
  const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
  const [low, high] = [textOf(range?.low?.value), textOf(range?.high?.value)]
  let after = bookmark?.id
  for (;;) {
    const { text, count, lastId } = database.allDocs({
      space: 'all',
      attachments: false,
      conflicts: false,
      startKey: descending ? high : low,
      after,
      endKey: descending ? low : high,
      inclusiveEnd: true,
      descending,
      limit: stepDocuments,
      skip: 0,
      includeDocs: true,
    })
    const lines = count === 0 ? [] : text.toString().split(',\n')
    const rows = lines.map((line): Candidate => {
      const { id } = JSON.parse(line) as { id: string }
      return { keys: [], id, text: line.slice(line.indexOf(',"doc":') + 7, -1) }
    })
    after = lastId
    yield { rows: rows.filter(({ id }) => !id.startsWith('_design/')), keysExamined: rows.length }
    if (count < stepDocuments) return
  }
}

/** The JSON of a document with `_conflicts`, when it has any: selectors may ask for them, too. */
function withConflicts(database: Database, text: string): string {
  const { _id, _rev } = JSON.parse(text) as { _id: string; _rev: string }
  const conflicts = database
    .leaves(_id)
    .filter((leaf) => !leaf.deleted && leaf.rev !== _rev)
    .map((leaf) => leaf.rev)
  return conflicts.length === 0 ? text : `${text.slice(0, -1)},"_conflicts":${JSON.stringify(conflicts)}}`
}
