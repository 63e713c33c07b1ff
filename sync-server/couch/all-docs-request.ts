import type { FastifyRequest } from 'fastify'
import type { AllDocsQuery, DocumentSpace } from '../store/store.ts'
import { CouchError } from './couch-error.ts'
import { queryOf } from './query.ts'

/** What a client asks of a list of documents, checked. */
export interface AllDocsRequest extends AllDocsQuery {
  keys: unknown[] | undefined
  /** With `deleted: 'ok'` the tombstone of a key comes as `doc`. */
  withTombstones: boolean
  updateSeq: boolean
}

const everything = Number.MAX_SAFE_INTEGER
const parseError = (reason: string): CouchError => new CouchError(400, 'query_parse_error', reason)

/** Parameters of the address come before members of a body, but for `queries`, each of which comes before them. */
export function allDocsRequest(
  request: FastifyRequest,
  body: Record<string, unknown>,
  space: DocumentSpace,
  isOneOfQueries = false,
): AllDocsRequest {
  const query = queryOf(request)
  const given = (name: string, text = query.text(name)): unknown =>
    isOneOfQueries ? (body[name] ?? text) : (text ?? body[name])
  const flag = (name: string, otherwise: boolean): boolean => {
    const value = given(name, query.text(name)?.toLowerCase())
    if (value === undefined || value === null) return otherwise
    if (value === true || value === 'true') return true
    if (value === false || value === 'false') return false
    throw parseError(`Invalid boolean parameter: ${JSON.stringify(value)}`)
  }
  const count = (name: string): number | undefined => {
    const value = given(name)
    if (value === undefined || value === null) return undefined
    if (!/^\d{1,15}$/.test(String(value)))
      throw parseError(`Invalid value for positive integer: ${JSON.stringify(value)}`)
    return Number(value)
  }
  const key = (...names: string[]): unknown => {
    const name = names.find((each) => body[each] !== undefined || query.text(each) !== undefined)
    if (name === undefined) return undefined
    const isOfBody = body[name] !== undefined && (isOneOfQueries || query.text(name) === undefined)
    return isOfBody ? body[name] : query.json(name)
  }
  const keys = key('keys') ?? undefined
  if (keys !== undefined && !Array.isArray(keys))
    throw new CouchError(
      400,
      'bad_request',
      `\`keys\` ${request.method === 'POST' ? 'body member' : 'parameter'} must be an array.`,
    )
  const one = key('key')
  const startKey = one ?? key('startkey', 'start_key')
  const endKey = one ?? key('endkey', 'end_key')
  if (keys !== undefined && keys.length > 0 && (startKey !== undefined || endKey !== undefined))
    throw parseError('`keys` is incompatible with `key`, `start_key` and `end_key`')
  const descending = flag('descending', false)
  const low = bound(descending ? endKey : startKey, 'low')
  const high = bound(descending ? startKey : endKey, 'high')
  const limit = count('limit') ?? everything
  return {
    space,
    keys,
    startKey: descending ? high.id : low.id,
    endKey: descending ? low.id : high.id,
    inclusiveEnd: flag('inclusive_end', true),
    descending,
    limit: low.excludesAll || high.excludesAll ? 0 : limit,
    skip: count('skip') ?? 0,
    includeDocs: flag('include_docs', false),
    attachments: flag('attachments', false),
    encodings: flag('att_encoding_info', false),
    conflicts: flag('conflicts', false),
    updateSeq: flag('update_seq', false),
    withTombstones: (body.deleted ?? query.text('deleted')?.replaceAll('"', '')) === 'ok',
  }
}

/** Ids are texts: null, booleans and numbers sort before all of them, arrays and objects behind. */
function bound(key: unknown, side: 'low' | 'high'): { id: string | undefined; excludesAll: boolean } {
  if (typeof key === 'string') return { id: key, excludesAll: false }
  if (key === undefined) return { id: undefined, excludesAll: false }
  const isBehind = typeof key === 'object' && key !== null
  return { id: undefined, excludesAll: isBehind === (side === 'low') }
}
