import { notFound } from '../couch/couch-error.ts'
import { incomingDocument } from '../couch/incoming-document.ts'
import type { IncomingDocument } from '../store/store.ts'
import type { Couchdb } from './couchdb.ts'
import { databasePath } from './target-path.ts'
import { CouchdbUnavailable } from './unavailable.ts'

/** A document of the CouchDB with its own text, as if it arrived now. */
export async function storedDocument(
  couchdb: Couchdb,
  database: string,
  id: string,
  rev: string | undefined,
): Promise<IncomingDocument> {
  const query = rev === undefined ? '' : `?rev=${encodeURIComponent(rev)}`
  const answer = await couchdb.json({ method: 'GET', path: databasePath(database, id) + query })
  if (answer.status === 404) throw notFound()
  if (answer.status !== 200) throw new CouchdbUnavailable(`http-${answer.status}`)
  return { ...incomingDocument(answer.value, answer.text, 0, () => id), rev: undefined }
}
