import type { Order } from '../mango/operators.ts'
import { compareIds } from './sorted-rows.ts'
import type { ViewDefinition } from './view-group.ts'
import { parseError, type ViewOptions } from './view-options.ts'
import { orderOf } from './view-order.ts'
import type { WhenUpdated } from './views.ts'
import type { RangeQuery } from './worker-calls.ts'

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
