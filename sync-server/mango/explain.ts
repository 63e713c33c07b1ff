import { keysOfRanges } from './field-ranges.ts'
import type { FindRequest } from './find-request.ts'
import { type Index, indexJson } from './indexes.ts'
import type { Plan, Planning } from './plan.ts'
import { fieldsOf, selectorJson } from './selector.ts'

/** The answer of `_explain`: which index answers the query, which part of it is read, and why no other. */
export function explained(databaseName: string, asked: FindRequest, planning: Planning) {
  const { limit, skip, fields, sort, given } = asked
  const { plan } = planning
  const descending = sort[0]?.direction === 'desc'
  const needed = fields && new Set([...fields, ...fieldsOf(asked.selector)])
  const covering = plan !== undefined && covers(plan.index, needed)
  return {
    dbname: databaseName,
    index: plan ? indexJson(plan.index) : null,
    partitioned: false,
    selector: selectorJson(asked.selector),
    opts: {
      use_index: asked.useIndex,
      bookmark: given.bookmark ?? 'nil',
      limit,
      skip,
      sort: Object.fromEntries(sort.map(({ field, direction }) => [field, direction])),
      fields: fields ?? [],
      partition: '',
      r: 1,
      conflicts: asked.conflicts,
      stale: false,
      update: asked.when === 'before',
      stable: false,
      execution_stats: asked.executionStats,
      allow_fallback: asked.allowFallback,
    },
    limit,
    skip,
    fields: fields ?? [],
    index_candidates: candidates(planning, fields),
    selector_hints: [hints(asked)],
    ...(plan ? { mrargs: rangeJson(plan, descending, covering), covering } : {}),
  }
}

/** The part of the index that is read. */
function rangeJson({ index, ranges }: Plan, descending: boolean, covering: boolean) {
  const { start, end } = ranges === 'empty' ? { start: null, end: null } : keysOfRanges(ranges)
  const [first, last] =
    index.type === 'special' && ranges !== 'empty'
      ? [ranges.length === 0 ? null : (start![0] ?? ''), end!.length > 1 ? end![0] : '<MAX>']
      : [start, end && [...end.slice(0, -1), '<MAX>']]
  return {
    include_docs: !covering,
    view_type: 'map',
    reduce: false,
    partition: null,
    start_key: descending ? last : first,
    end_key: descending ? first : last,
    direction: descending ? 'rev' : 'fwd',
    stable: false,
    update: true,
    conflicts: 'undefined',
  }
}

/** Whether a row of the index tells all that is asked for. */
function covers(index: Index, fields: Iterable<string> | undefined): boolean {
  if (!fields || index.type === 'special') return false
  const told = new Set(['_id', ...index.fields.map(({ field }) => field)])
  return [...fields].every((field) => told.has(field))
}

/** The indexes that do not answer, each with the first reason and its place, in CouchDB's order. */
function candidates(planning: Planning, fields: string[] | undefined) {
  const { ranked, unfavoured, excluded, unusable, partial, all } = planning
  const width = planning.plan?.index.fields.length ?? 0
  const unfavouredRank = Math.max(1, ranked.length)
  const excludedRank = unfavouredRank + Number(unfavoured.length > 0)
  const unusableRank = excludedRank + Number(excluded.length > 0)
  const partialRank = unusableRank + Number(unusable.length > 0)
  const told = new Map<Index, { usable: boolean; reason: string; ranking: number }>()
  for (const index of unfavoured)
    told.set(index, { usable: true, reason: 'unfavored_type', ranking: unfavouredRank })
  for (const index of excluded)
    told.set(index, { usable: true, reason: 'excluded_by_user', ranking: excludedRank })
  for (const { index, reason } of unusable) told.set(index, { usable: false, reason, ranking: unusableRank })
  for (const index of partial) told.set(index, { usable: false, reason: 'is_partial', ranking: partialRank })
  for (const [ranking, { index, distance }] of ranked.entries()) {
    if (index === planning.plan?.index) continue
    const longer = index.fields.length > width ? 'too_many_fields' : 'alphabetically_comes_after'
    told.set(index, { usable: true, reason: distance > 0 ? 'less_overlap' : longer, ranking })
  }
  return all.toReversed().flatMap((index) => {
    const analysis = told.get(index)
    if (!analysis) return []
    const { usable, reason, ranking } = analysis
    const covering = index.type === 'special' ? null : covers(index, fields)
    return [{ index: indexJson(index), analysis: { usable, reasons: [{ name: reason }], ranking, covering } }]
  })
}

function hints({ selector, compared }: FindRequest) {
  const fields = [...fieldsOf(selector)].sort()
  return {
    type: 'json',
    indexable_fields: fields.filter((field) => compared.has(field)),
    unindexable_fields: fields.filter((field) => !compared.has(field)),
  }
}
