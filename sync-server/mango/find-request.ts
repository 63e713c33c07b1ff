import { CouchError } from '../couch/couch-error.ts'
import type { WhenUpdated } from '../views/views.ts'
import { namesOf } from './field-path.ts'
import { fieldRanges } from './field-ranges.ts'
import { type Sorting, sortingsOf } from './indexes.ts'
import { requestValues } from './request-values.ts'
import { findsNothing, type Node, readSelector } from './selector.ts'

/** A query, checked. */
export interface FindRequest {
  given: Record<string, unknown>
  selector: Node
  /** It says nothing but an empty list. */
  findsNothing: boolean
  /** The fields that an index could be read by. */
  compared: Set<string>
  limit: number
  skip: number
  sort: Sorting[]
  /** Paths to give; undefined for whole documents. */
  fields: string[] | undefined
  paths: string[][]
  useIndex: string[]
  /** Whether another index than the one that is asked for may answer, or all documents where none is. */
  allowFallback: boolean
  bookmark: Bookmark | undefined
  conflicts: boolean
  executionStats: boolean
  when: WhenUpdated
}
/** The place of the last row that was given. */
export interface Bookmark {
  keys: unknown[]
  id: string
}

const knownKeys = new Set([
  'selector',
  'limit',
  'skip',
  'sort',
  'fields',
  'use_index',
  'bookmark',
  'conflicts',
  'execution_stats',
  'r',
  'update',
  'stable',
  'stale',
  'partition',
  'allow_fallback',
])
const mostRows = 10_000

export function findRequest(given: Record<string, unknown>): FindRequest {
  const unknown = Object.keys(given).find((name) => !knownKeys.has(name))
  if (unknown !== undefined)
    throw new CouchError(400, 'invalid_key', `Invalid key ${unknown.slice(0, 40)} for this request.`)
  if (given.selector === undefined)
    throw new CouchError(400, 'missing_required_key', 'Missing required key: selector')
  const values = requestValues(given)
  values.copies()
  values.flag('stable', false)
  if (![undefined, false, 'false', 'ok'].includes(given.stale as string))
    throw new CouchError(400, 'invalid_value', `Invalid value for stale: ${JSON.stringify(given.stale)}`)
  if (given.partition !== undefined && given.partition !== '')
    throw new CouchError(400, 'query_parse_error', '`partition` parameter is not supported in this database.')
  const fields = given.fields === undefined ? [] : given.fields
  if (!Array.isArray(fields) || !fields.every((field) => typeof field === 'string'))
    throw new CouchError(
      400,
      'invalid_fields',
      `Fields must be an array of strings, not: ${JSON.stringify(fields)}`,
    )
  const useIndex = indexAsked(given.use_index)
  const selector = readSelector(given.selector)
  return {
    given,
    selector,
    findsNothing: findsNothing(given.selector),
    compared: new Set(fieldRanges(selector).keys()),
    limit: Math.min(values.count('limit', 25), mostRows),
    skip: values.count('skip', 0),
    sort: sortingsOf(given.sort === undefined ? [] : given.sort),
    fields: fields.length === 0 ? undefined : fields,
    paths: fields.map(namesOf),
    useIndex,
    allowFallback: values.flag('allow_fallback', true),
    bookmark: bookmarkOf(given.bookmark),
    conflicts: values.flag('conflicts', false),
    executionStats: values.flag('execution_stats', false),
    when: !values.flag('update', true) || given.stale === 'ok' ? 'never' : 'before',
  }
}

/** A name, `design/name`, or a list of the two. */
function indexAsked(value: unknown): string[] {
  const parts = typeof value === 'string' ? value.replace(/^_design\//, '').split('/') : (value ?? [])
  if (Array.isArray(parts) && parts.length <= 2 && parts.every((part) => typeof part === 'string'))
    return parts as string[]
  throw new CouchError(400, 'invalid_index_name', `Invalid index name: ${JSON.stringify(value)}`)
}

export const bookmarkText = (bookmark: Bookmark): string =>
  Buffer.from(JSON.stringify([bookmark.keys, bookmark.id])).toString('base64url')

function bookmarkOf(text: unknown): Bookmark | undefined {
  if (text === undefined || text === 'nil' || text === '' || text === null) return undefined
  try {
    const [keys, id]: [unknown, unknown] = JSON.parse(Buffer.from(String(text), 'base64url').toString())
    if (Array.isArray(keys) && typeof id === 'string') return { keys, id }
  } catch {
    // Told below, as for any other text that is no bookmark.
  }
  throw new CouchError(400, 'invalid_bookmark', `Invalid bookmark value: ${JSON.stringify(text)}`)
}
