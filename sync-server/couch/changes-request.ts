import type { FastifyRequest } from 'fastify'
import { principal } from '../http/access.ts'
import { isObject } from '../http/json-text.ts'
import { jsonText } from '../http/request-body.ts'
import { hasSlowPattern } from '../mango/pattern.ts'
import { matcherOf, readSelector } from '../mango/selector.ts'
import { isClinicDatabase } from '../scope/database-access.ts'
import type { ChangesQuery, Database } from '../store/store.ts'
import { type FunctionFilter, functionFilter, requestJson } from '../views/function-filter.ts'
import { badRequest } from './couch-error.ts'
import { queryOf } from './query.ts'
import { numberOfSince } from './sequence.ts'

/** What a client asks of `_changes`, checked. */
export interface ChangesRequest {
  feed: 'normal' | 'longpoll' | 'continuous' | 'eventsource'
  /** Everything but the upper bound, which moves while a feed waits. */
  query: Omit<ChangesQuery, 'upTo'>
  /** Decides before the limit, as `query.filter` does, but in an isolate. */
  functionFilter: FunctionFilter | undefined
  /** Milliseconds between newlines; undefined when the feed ends at `timeoutMs` instead. */
  heartbeatMs: number | undefined
  timeoutMs: number
  /** Feeds with the same key get the same bytes. */
  key: string
}

const builtInFilters = new Set(['_doc_ids', '_selector', '_design'])
const isDesign = (document: Record<string, unknown>): boolean => String(document._id).startsWith('_design/')

const longestTimeoutMs = 60_000
const everything = Number.MAX_SAFE_INTEGER

export function changesRequest(
  request: FastifyRequest,
  database: Database,
  limitedTime: LimitedTime,
): ChangesRequest {
  const query = queryOf(request)
  const body = request.method === 'POST' && request.body ? jsonText(request).value : {}
  if (!isObject(body)) throw badRequest('Request body must be a JSON object')
  const filter = query.text('filter')
  const ids = filter === '_doc_ids' ? (body.doc_ids ?? query.json('doc_ids')) : undefined
  const selector = filter === '_selector' ? body.selector : undefined
  if (filter === '_doc_ids' && !(Array.isArray(ids) && ids.every((id) => typeof id === 'string')))
    throw badRequest('`doc_ids` filter parameter is not a list of doc ids.')
  if (filter === '_selector' && !isObject(selector))
    throw badRequest(
      selector === undefined
        ? 'Selector must be specified in POST payload'
        : 'Selector error: expected a JSON object',
    )
  const own = filter !== undefined && filter !== '' && !builtInFilters.has(filter) ? filter : undefined
  const limit = query.count('limit') ?? everything
  const descending = query.flag('descending')
  const includeDocs = query.flag('include_docs')
  const attachments = query.flag('attachments')
  const encodings = query.flag('att_encoding_info')
  const conflicts = query.flag('conflicts')
  const seqInterval = query.text('seq_interval')
  if (seqInterval !== undefined && !/^[1-9]\d*$/.test(seqInterval)) throw badRequest('invalid_seq_interval')
  const allLeaves = query.text('style') === 'all_docs'
  const feed = feedOf(query.text('feed'))
  // A browser that connects again says where it was, whatever the address says.
  const again = feed === 'eventsource' ? lastEventId(request) : undefined
  const since = numberOfSince(database, again ?? query.text('last-event-id') ?? query.text('since'))
  return {
    feed,
    query: {
      since: descending ? 0 : since,
      limit: Math.max(1, limit),
      descending,
      allLeaves,
      includeDocs,
      attachments,
      encodings,
      conflicts,
      ids: ids as string[] | undefined,
      patient: isObject(selector) ? patientAsked(database, selector) : undefined,
      filter: isObject(selector)
        ? selectorFilter(selector, limitedTime)
        : filter === '_design'
          ? isDesign
          : undefined,
    },
    functionFilter:
      own === undefined
        ? undefined
        : functionFilter(
            database,
            own,
            query.text('view'),
            requestJson(request, database, principal(request)),
          ),
    ...heartbeatOf(query),
    key: JSON.stringify([
      since,
      limit,
      includeDocs,
      attachments,
      encodings,
      conflicts,
      allLeaves,
      descending,
      ids,
      selector,
      filter,
    ]),
  }
}

const lastEventId = (request: FastifyRequest): string | undefined => {
  const header = request.headers['last-event-id']
  return Array.isArray(header) ? header[0] : header
}

function feedOf(text: string | undefined): ChangesRequest['feed'] {
  if (text === undefined || text === 'normal') return 'normal'
  if (text === 'live') return 'continuous'
  if (text === 'longpoll' || text === 'continuous' || text === 'eventsource') return text
  throw badRequest('Supported `feed` types: normal, continuous, live, longpoll, eventsource')
}

function heartbeatOf(query: ReturnType<typeof queryOf>): {
  heartbeatMs: number | undefined
  timeoutMs: number
} {
  const text = query.text('heartbeat')
  const timeoutMs = Math.min(query.count('timeout') ?? longestTimeoutMs, longestTimeoutMs)
  if (text === undefined || text === 'false') return { heartbeatMs: undefined, timeoutMs }
  const heartbeatMs = text === 'true' ? longestTimeoutMs : Number(text)
  if (text === '' || !Number.isSafeInteger(heartbeatMs))
    throw badRequest('Invalid heartbeat value. Expecting a positive integer value (in milliseconds).')
  if (heartbeatMs <= 0)
    throw badRequest('The heartbeat value should be a positive integer (in milliseconds).')
  return { heartbeatMs: Math.max(500, heartbeatMs), timeoutMs }
}

/** Whose documents alone the selector can fit: a clinic's database knows whom each is about. */
function patientAsked({ name }: Database, { patientId }: Record<string, unknown>): string | undefined {
  const asked = isObject(patientId) && Object.keys(patientId).length === 1 ? patientId.$eq : patientId
  return typeof asked === 'string' && isClinicDatabase(name) ? asked : undefined
}

/** Runs a test that may take any time, for so long as its asker may have. */
export type LimitedTime = (test: () => boolean) => boolean

function selectorFilter(
  selector: Record<string, unknown>,
  limitedTime: LimitedTime,
): (document: Record<string, unknown>) => boolean {
  const matches = matcherOf(readSelector(selector))
  if (!hasSlowPattern(selector)) return matches
  return (document) => limitedTime(() => matches(document))
}
