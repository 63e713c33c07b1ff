import { badRequest, CouchError } from '../couch/couch-error.ts'
import type { WhenUpdated } from './views.ts'

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

/** 400 in CouchDB's words. */
export const parseError = (reason: string): CouchError => new CouchError(400, 'query_parse_error', reason)
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
