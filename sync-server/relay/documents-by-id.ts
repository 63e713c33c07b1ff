import { isObject } from '../http/json-text.ts'
import type { Couchdb } from './couchdb.ts'
import { checkAnswer } from './database-answer.ts'
import { databasePath } from './target-path.ts'
import { AnswerTooLarge, CouchdbUnavailable } from './unavailable.ts'

/**
 * Documents as JSON text in the order of their ids: after `from`, which is left out, and before `to`; none when there are
 * no more, and fewer than `limit` when these are too large for one answer.
 */
export async function documentsById(
  couchdb: Couchdb,
  database: string,
  { from, to, limit }: { from: string; to?: string | undefined; limit: number },
): Promise<string[]> {
  const query = new URLSearchParams({ include_docs: 'true', limit: String(limit + 1) })
  query.set('startkey', JSON.stringify(from))
  if (to !== undefined) {
    query.set('endkey', JSON.stringify(to))
    query.set('inclusive_end', 'false')
  }
  const asked = couchdb.json({ method: 'GET', path: `${databasePath(database, '_all_docs')}?${query}` })
  const answer = await asked.catch((error: unknown) => {
    if (error instanceof AnswerTooLarge && limit > 1) return undefined
    throw error
  })
  if (!answer) return documentsById(couchdb, database, { from, to, limit: Math.floor(limit / 2) })
  checkAnswer(answer)
  const rows = isObject(answer.value) ? answer.value.rows : undefined
  if (!Array.isArray(rows)) throw new CouchdbUnavailable('all-docs')
  return rows
    .flatMap((row: unknown) => (isObject(row) && row.id !== from && isObject(row.doc) ? [row.doc] : []))
    .slice(0, limit)
    .map((document) => JSON.stringify(document))
}
