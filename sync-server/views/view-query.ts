import { badRequest, CouchError } from '../couch/couch-error.ts'
import type { Order } from '../mango/operators.ts'
import { compareIds } from './sorted-rows.ts'
import type { ViewDefinition } from './view-group.ts'
import { orderOf } from './view-order.ts'
import type { WhenUpdated } from './views.ts'
import type { RangeQuery } from './worker-calls.ts'

/** What a client asks of a view, as it wrote it. */
export interface ViewOptions {
  reduce?: unknown
  startKey?: unknown
  endKey?: unknown
  startId?: unknown
  endId?: unknown
  keys?: unknown
  limit?: number
  skip?: number
  descending?: boolean
  group?: boolean
  groupLevel?: number
  inclusiveEnd?: boolean
  includeDocs?: boolean
  conflicts?: boolean
  attachments?: boolean
  encodings?: boolean
  updateSequence?: boolean
  update?: WhenUpdated
}
/** A query, checked. */
export interface ViewQuery {
  range: Omit<RangeQuery, 'view'>
  /** Undefined when rows are asked for, not groups. */
  level: number | 'exact' | undefined
  includeDocs: boolean
  conflicts: boolean
  attachments: boolean
  encodings: boolean
  updateSequence: boolean
  when: WhenUpdated
}

const parseError = (reason: string): CouchError => new CouchError(400, 'query_parse_error', reason)
const quoted = (value: unknown): string => JSON.stringify(value) ?? 'undefined'

function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  const text = String(value).toLowerCase()
  if (text === 'true' || text === 'false') return text === 'true'
  throw parseError(`Invalid boolean parameter: ${quoted(value)}`)
}
function count(value: unknown): number {
  const number = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value
  if (!Number.isInteger(number)) throw parseError(`Invalid value for integer: ${quoted(value)}`)
  if (Number(number) < 0) throw parseError(`Invalid value for positive integer: ${quoted(value)}`)
  return Number(number)
}
function fromJson(value: unknown): unknown {
  try {
    return JSON.parse(String(value))
  } catch {
    throw badRequest('invalid UTF-8 JSON')
  }
}
function choice<T>(name: string, choices: Record<string, T>, value: unknown): T {
  const text = String(value)
  if (!Object.hasOwn(choices, text)) throw parseError(`Invalid value for \`${name}\`.`)
  return choices[text]!
}

/** How an option is taken; `json` reads a value that stands for JSON: text in an address, itself in a body. */
const readers: Record<
  string,
  (options: ViewOptions, value: unknown, json: (value: unknown) => unknown) => void
> = {
  reduce: (to, value) => {
    to.reduce = flag(value)
  },
  key: (to, value, json) => {
    to.startKey = to.endKey = json(value)
  },
  keys: (to, value, json) => {
    to.keys = json(value)
  },
  startkey: (to, value, json) => {
    to.startKey = json(value)
  },
  endkey: (to, value, json) => {
    to.endKey = json(value)
  },
  startkey_docid: (to, value) => {
    to.startId = value
  },
  endkey_docid: (to, value) => {
    to.endId = value
  },
  limit: (to, value) => {
    to.limit = count(value)
  },
  skip: (to, value) => {
    to.skip = count(value)
  },
  stale: (to, value) => {
    to.update = choice<WhenUpdated>('stale', { ok: 'never', update_after: 'after' }, value)
  },
  stable: (_to, value) => void choice('stable', { true: true, false: false }, value),
  update: (to, value) => {
    to.update = choice<WhenUpdated>('update', { true: 'before', false: 'never', lazy: 'after' }, value)
  },
  descending: (to, value) => {
    to.descending = flag(value)
  },
  group: (to, value) => {
    to.group = flag(value)
  },
  group_level: (to, value) => {
    to.groupLevel = count(value)
  },
  inclusive_end: (to, value) => {
    to.inclusiveEnd = flag(value)
  },
  include_docs: (to, value) => {
    to.includeDocs = flag(value)
  },
  attachments: (to, value) => {
    to.attachments = flag(value)
  },
  att_encoding_info: (to, value) => {
    to.encodings = flag(value)
  },
  update_seq: (to, value) => {
    to.updateSequence = flag(value)
  },
  conflicts: (to, value) => {
    to.conflicts = flag(value)
  },
  sorted: (_to, value) => void flag(value),
  partition: () => {
    throw parseError('`partition` parameter is not supported in this database.')
  },
}
const spellings: Record<string, string> = {
  start_key: 'startkey',
  end_key: 'endkey',
  start_key_doc_id: 'startkey_docid',
  end_key_doc_id: 'endkey_docid',
}

/** Adds the options of an address (`decoded` false) or of a body. Unknown ones are left out, as CouchDB does. */
export function addOptions(
  options: ViewOptions,
  given: Record<string, unknown>,
  decoded: boolean,
): ViewOptions {
  const json = decoded ? (value: unknown) => value : fromJson
  for (const [name, value] of Object.entries(given)) {
    const spelled = spellings[name] ?? name
    if (Object.hasOwn(readers, spelled))
      readers[spelled]!(options, Array.isArray(value) && !decoded ? value.at(-1) : value, json)
  }
  return options
}

/** Checks the options against the view they are for. */
export function checkedQuery(options: ViewOptions, view: ViewDefinition): ViewQuery {
  const hasReduce = view.reduce !== undefined
  const reduces = hasReduce && options.reduce !== false
  if (!hasReduce && options.reduce === true) throw parseError('Reduce is invalid for map-only views.')
  const level = levelOf(options)
  const { keys, startKey, endKey } = options
  if (reduces && level !== 'exact' && Array.isArray(keys))
    throw parseError('Multi-key fetches for reduce views must use `group=true`')
  if (keys !== undefined && !Array.isArray(keys)) throw parseError('`keys` must be an array of strings.')
  if (keys && keys.length > 0 && (startKey !== undefined || endKey !== undefined))
    throw parseError('`keys` is incompatible with `key`, `start_key` and `end_key`')
  const startId = idOf('start_key_docid', options.startId)
  const endId = idOf('end_key_docid', options.endId)
  if (!reduces && level !== 0) throw parseError('Invalid use of grouping on a map view.')
  if (reduces && options.includeDocs === true) throw parseError('`include_docs` is invalid for reduce')
  if (reduces && options.conflicts !== undefined) throw parseError('`conflicts` is invalid for reduce views.')
  const bound = (key: unknown, id: string | undefined) => (key === undefined ? undefined : { key, id })
  const range = {
    start: bound(startKey, startId),
    end: bound(endKey, endId),
    inclusiveEnd: options.inclusiveEnd ?? true,
    descending: options.descending ?? false,
    skip: options.skip ?? 0,
    limit: options.limit ?? Number.MAX_SAFE_INTEGER,
    keys,
    keyIds: { start: startId, end: endId },
  }
  checkOrder(range, orderOf(view))
  return {
    range,
    level: reduces ? level : undefined,
    includeDocs: options.includeDocs ?? false,
    conflicts: options.conflicts ?? false,
    attachments: options.attachments ?? false,
    encodings: options.encodings ?? false,
    updateSequence: options.updateSequence ?? false,
    when: options.update ?? 'before',
  }
}

function idOf(name: string, id: unknown): string | undefined {
  if (id !== undefined && typeof id !== 'string') throw parseError(`\`${name}\` must be a string.`)
  return id
}

function levelOf({ group, groupLevel }: ViewOptions): number | 'exact' {
  if (group === false && groupLevel !== undefined && groupLevel > 0)
    throw parseError("Can't specify group=false and group_level>0 at the same time")
  return groupLevel ?? (group === true ? 'exact' : 0)
}

function checkOrder({ start, end, descending }: Omit<RangeQuery, 'view'>, keys: Order): void {
  if (!start || !end || JSON.stringify(start.key) === JSON.stringify(end.key)) return
  const byKey = keys(start.key, end.key)
  const order =
    byKey !== 0 || start.id === undefined || end.id === undefined ? byKey : compareIds(start.id, end.id)
  if (descending ? order < 0 : order > 0)
    throw parseError(
      `No rows can match your key range, reverse your start_key and end_key or set descending=${!descending}`,
    )
}
