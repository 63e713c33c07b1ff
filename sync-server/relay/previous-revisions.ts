import { isObject } from '../http/json-text.ts'
import { generationOf, hashOf } from '../store/revision.ts'
import type { StoredRevision } from '../store/store.ts'
import type { Couchdb } from './couchdb.ts'
import { checkAnswer } from './database-answer.ts'
import { databasePath } from './target-path.ts'
import { CouchdbUnavailable } from './unavailable.ts'

/**
 * The winning revisions that the CouchDB holds now, by id. All leaves are read (`_bulk_get` asks a quorum of a cluster,
 * where `_all_docs` would take one node's word) and the winner is found by rule C5.
 */
export async function previousRevisions(
  couchdb: Couchdb,
  database: string,
  ids: string[],
): Promise<Map<string, StoredRevision>> {
  const path = databasePath(database, '_bulk_get')
  const answer = await couchdb.json({ method: 'POST', path, value: { docs: ids.map((id) => ({ id })) } })
  checkAnswer(answer)
  const results = isObject(answer.value) ? answer.value.results : undefined
  if (!Array.isArray(results) || results.length !== ids.length) throw new CouchdbUnavailable('bulk-get')
  return new Map(
    ids.flatMap((id, index) => {
      const winner = winnerOf(id, results[index])
      return winner ? [[id, winner]] : []
    }),
  )
}

function winnerOf(id: string, result: unknown): StoredRevision | undefined {
  const docs = isObject(result) && result.id === id ? result.docs : undefined
  if (!Array.isArray(docs)) throw new CouchdbUnavailable('bulk-get')
  const leaves = docs.flatMap((row: unknown) => {
    const leaf = isObject(row) ? row.ok : undefined
    if (isObject(leaf) && typeof leaf._rev === 'string') return [leafOf(id, leaf._rev, leaf)]
    const error = isObject(row) && isObject(row.error) ? row.error.error : undefined
    // Only a document that is not there has nothing to be judged by. Anything else is no answer.
    if (error !== 'not_found') throw new CouchdbUnavailable('bulk-get')
    return []
  })
  return leaves.sort(byRank)[0]
}

function leafOf(id: string, rev: string, leaf: Record<string, unknown>): StoredRevision {
  const own = Object.fromEntries(Object.entries(leaf).filter(([name]) => !name.startsWith('_')))
  const text = JSON.stringify(own).slice(1, -1)
  return { id, rev, deleted: leaf._deleted === true, body: text === '' ? '' : `,${text}` }
}

function byRank(a: StoredRevision, b: StoredRevision): number {
  if (a.deleted !== b.deleted) return a.deleted ? 1 : -1
  const generations = generationOf(b.rev) - generationOf(a.rev)
  if (generations !== 0) return generations
  return Buffer.compare(Buffer.from(hashOf(b.rev)), Buffer.from(hashOf(a.rev)))
}
