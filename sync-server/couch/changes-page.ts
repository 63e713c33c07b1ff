import type { ChangesRows, Database } from '../store/store.ts'
import type { ChangesRequest } from './changes-request.ts'
import { sequenceOf } from './sequence.ts'

export const pageStart = Buffer.from('{"results":[\n')

/** The end of a page: where to go on, and how much is left. */
export function pageEnd(
  database: Database,
  asked: ChangesRequest,
  rows: Pick<ChangesRows, 'lastSeq' | 'complete'>,
): Buffer {
  const pending = rows.complete || asked.query.descending ? 0 : database.pendingAfter(rows.lastSeq)
  return Buffer.from(`\n],\n"last_seq":"${sequenceOf(database, rows.lastSeq)}","pending":${pending}}\n`)
}
