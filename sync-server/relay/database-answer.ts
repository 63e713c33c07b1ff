import { CouchError, notFound } from '../couch/couch-error.ts'
import { isObject } from '../http/json-text.ts'
import type { JsonAnswer } from './couchdb.ts'
import { CouchdbUnavailable } from './unavailable.ts'

/** Lets successes pass. What the client can mend keeps its status; everything else is a CouchDB that cannot be reached. */
export function checkAnswer({ status, value }: JsonAnswer): void {
  if (status >= 200 && status < 300) return
  if (status === 404) throw notFound('Database does not exist.')
  const error = isObject(value) && typeof value.error === 'string' ? value.error : undefined
  const reason = isObject(value) && typeof value.reason === 'string' ? value.reason : ''
  if (error !== undefined && (status === 400 || status === 412 || status === 413))
    throw new CouchError(status, error, reason)
  throw new CouchdbUnavailable(`http-${status}`)
}
