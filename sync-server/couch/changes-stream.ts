import { setImmediate } from 'node:timers/promises'
import type { Database } from '../store/store.ts'
import { pageEnd, pageStart } from './changes-page.ts'
import type { ChangesRequest } from './changes-request.ts'

/** Rows read at a time: other requests are served between two steps. */
export const stepRows = 500

/** Attachments are up to 32 MB each, and may lie here as nearly nothing: their rows are read one by one. */
export const rowsAtOnce = ({ query }: { query: { attachments?: boolean | undefined } }): number =>
  query.attachments ? 1 : stepRows

/**
 * How far one step reads. A filter reads every body, so its steps are bounded by numbers as well as by rows; of one
 * patient there are few.
 */
export const stepEnd = ({ query }: Pick<ChangesRequest, 'query'>, since: number, end: number): number =>
  query.filter && query.patient === undefined && !query.descending ? Math.min(end, since + stepRows) : end

/** Where the rows begin that a filter lets through; the end where there are none. Other requests are served meanwhile. */
export async function firstMatchAfter(database: Database, asked: ChangesRequest): Promise<number> {
  const end = database.updateNumber
  let { since } = asked.query
  for (let upTo = stepEnd(asked, since, end); upTo < end; upTo = stepEnd(asked, since, end)) {
    if (database.changes({ ...asked.query, since, upTo, limit: 1 }).count > 0) return since
    since = upTo
    await setImmediate()
  }
  return since
}

/**
 * A page of any length in steps. It ends at the newest number when it began: a document that changes meanwhile leaves
 * its old place and comes again after `last_seq`, so that nothing is missed.
 */
export async function* changesInSteps(database: Database, asked: ChangesRequest): AsyncGenerator<Buffer> {
  if (asked.query.descending) return yield* descendingInSteps(database, asked)
  const end = database.updateNumber
  let { since, limit: left } = asked.query
  let separator = ''
  yield pageStart
  for (;;) {
    const upTo = stepEnd(asked, since, end)
    const rows = database.changes({ ...asked.query, since, upTo, limit: Math.min(left, rowsAtOnce(asked)) })
    if (rows.count > 0) {
      yield Buffer.concat([Buffer.from(separator), rows.text])
      separator = ',\n'
    }
    since = rows.lastSeq
    left -= rows.count
    const complete = rows.complete && upTo === end
    if (left <= 0 || complete) {
      yield pageEnd(database, asked, { lastSeq: since, complete })
      return
    }
    await setImmediate()
  }
}

/** The same from the newest number down. */
async function* descendingInSteps(database: Database, asked: ChangesRequest): AsyncGenerator<Buffer> {
  let { limit: left } = asked.query
  let upTo = database.updateNumber
  let lastSeq = upTo
  let separator = ''
  yield pageStart
  while (left > 0 && upTo > 0) {
    const isBounded = asked.query.filter && asked.query.patient === undefined
    const since = isBounded ? Math.max(0, upTo - stepRows) : 0
    const limit = Math.min(left, rowsAtOnce(asked))
    const rows = database.changes({ ...asked.query, since, upTo, limit })
    if (rows.count > 0) {
      yield Buffer.concat([Buffer.from(separator), rows.text])
      separator = ',\n'
      lastSeq = rows.lastSeq
    }
    left -= rows.count
    upTo = rows.count === limit ? rows.lastSeq - 1 : since
    await setImmediate()
  }
  yield pageEnd(database, asked, { lastSeq, complete: true })
}
