import { setImmediate } from 'node:timers/promises'
import type { Database } from '../store/store.ts'
import { pageEnd, pageStart } from './changes-page.ts'
import type { ChangesRequest } from './changes-request.ts'

/** Rows read at a time: other requests are served between two steps. */
export const stepRows = 500

/**
 * A page of any length in steps. It ends at the newest number when it began: a document that changes meanwhile leaves
 * its old place and comes again after `last_seq`, so that nothing is missed.
 */
export async function* changesInSteps(database: Database, asked: ChangesRequest): AsyncGenerator<Buffer> {
  const end = database.updateNumber
  let { since, limit: left } = asked.query
  let separator = ''
  yield pageStart
  for (;;) {
    // A filter reads every body, so its steps are bounded by numbers as well as by rows; of one patient there are few.
    const upTo =
      asked.query.filter && asked.query.patient === undefined ? Math.min(end, since + stepRows) : end
    const rows = database.changes({ ...asked.query, since, upTo, limit: Math.min(left, stepRows) })
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
