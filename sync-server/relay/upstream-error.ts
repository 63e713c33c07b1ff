import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { CouchError } from '../couch/couch-error.ts'
import { isObject, parseJsonText } from '../http/json-text.ts'
import { isClinicDatabase } from '../scope/database-access.ts'
import { wholeBody } from './couchdb.ts'
import { CouchdbUnavailable } from './unavailable.ts'

const maxErrorBytes = 1024 * 1024

/** CouchDB's words for a sequence that is not its own. */
const foreignSequence = /malformed sequence|invalid.*seq/i

/**
 * What an answer of the CouchDB that is no success means for the client. It does not accept *us* (401), it is in trouble
 * (5xx), or somebody else answers in its place (no JSON): then it cannot be reached, and the client tries again later.
 */
export async function upstreamError(answer: IncomingMessage, database: string): Promise<CouchError> {
  const status = answer.statusCode ?? 0
  const words = wordsOf(await wholeBody(answer), answer.headers['content-encoding'] === 'gzip')
  if (status === 401 || !words || (status >= 300 && status < 400)) throw unavailable(status)
  // Elsewhere than in a clinic the client is an administrator, who wants to know.
  if (status >= 500 && (isClinicDatabase(database) || status > 501)) throw unavailable(status)
  if (status === 400 && foreignSequence.test(words.reason) && !words.reason.startsWith('unknown_since'))
    return new CouchError(400, 'bad_request', `unknown_since: ${words.reason}`)
  return new CouchError(status, words.error, words.reason)
}

const unavailable = (status: number): CouchdbUnavailable => new CouchdbUnavailable(`http-${status}`)

function wordsOf(bytes: Buffer, isPacked: boolean): { error: string; reason: string } | undefined {
  try {
    const { value } = parseJsonText(isPacked ? gunzipSync(bytes, { maxOutputLength: maxErrorBytes }) : bytes)
    // A batch that is refused as a whole is answered with a row for each document.
    const words: unknown = Array.isArray(value) ? value[0] : value
    if (!isObject(words) || typeof words.error !== 'string') return undefined
    return { error: words.error, reason: typeof words.reason === 'string' ? words.reason : words.error }
  } catch {
    return undefined
  }
}
