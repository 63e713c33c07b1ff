import { CouchError } from '../couch/couch-error.ts'
import { type FieldRange, type FieldRanges, fieldRanges } from './field-ranges.ts'
import type { Index, Sorting } from './indexes.ts'
import { constantFields, type Node, readSelector, requiredFields } from './selector.ts'

/** Why an index cannot answer a query, in the words of CouchDB's `_explain`. */
export type Unusable = 'empty_selector' | 'field_mismatch' | 'sort_order_mismatch'

/** An index that can answer, and how well. */
export interface Ranked {
  index: Index
  /** Of its first fields. */
  ranges: (FieldRange | 'empty')[]
  /** How many compared fields of the selector it does not see. */
  distance: number
}

/** How a query is answered. */
export interface Plan {
  index: Index
  /** Of the first fields of the index; `empty` when nothing can match. */
  ranges: FieldRange[] | 'empty'
}

/** What is asked for, as far as the choice of an index goes. */
export interface Asked {
  selector: Node
  sort: Sorting[]
  useIndex: string[]
  allowFallback: boolean
  findsNothing: boolean
}

/** Every index and what becomes of it. */
export interface Planning {
  plan: Plan | undefined
  all: Index[]
  /** Partial ones that were not named. */
  partial: Index[]
  unusable: { index: Index; reason: Unusable }[]
  /** Usable, but others were named. */
  excluded: Index[]
  /** Usable, of another type than the one that is used. */
  unfavoured: Index[]
  /** Of the type that is used, best first. */
  ranked: Ranked[]
  warnings: string[]
}

/**
 * CouchDB's choice: of the usable indexes those that were asked for, when there is one; then the one that the selector's
 * comparisons fit best, then the one with fewer fields, then by name. Without any, all documents by their ids.
 */
export function planQuery(all: Index[], query: Asked): Planning {
  const { selector, sort, useIndex: asked, allowFallback, findsNothing } = query
  const isAsked = (index: Index): boolean =>
    asked.length > 0 &&
    index.ddoc === `_design/${nameOfDesign(asked[0]!)}` &&
    (asked[1] === undefined || index.name === asked[1])
  // A partial index holds only what it was made for: it is used when it is named.
  const partial = all.filter((index) => index.partial !== undefined && !isAsked(index))
  const judged = all
    .filter((index) => !partial.includes(index))
    .map((index) => ({ index, reason: whyUnusable(index, selector, sort) }))
  const usable = judged.filter((each) => each.reason === undefined).map((each) => each.index)
  const named = usable.filter(isAsked)
  if (!allowFallback && named.length === 0 && (asked.length > 0 || usable.length <= 1)) throw notFound(asked)
  const among = named.length > 0 ? named : usable
  const type = among.some((index) => index.type === 'json') ? 'json' : 'special'
  const ranges = fieldRanges(selector)
  const ranked = among
    .filter((index) => index.type === type)
    .map((index): Ranked => {
      const prefix = prefixOf(index, ranges)
      return { index, ranges: prefix, distance: ranges.size - prefix.length }
    })
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        a.index.fields.length - b.index.fields.length ||
        (`${a.index.ddoc} ${a.index.name}` < `${b.index.ddoc} ${b.index.name}` ? -1 : 1),
    )
  const [best] = ranked
  return {
    plan: best && {
      index: best.index,
      ranges: findsNothing || best.ranges.includes('empty') ? 'empty' : rangesOf(best),
    },
    all,
    partial,
    unusable: judged.flatMap(({ index, reason }) => (reason ? [{ index, reason }] : [])),
    excluded: usable.filter((index) => !among.includes(index)),
    unfavoured: among.filter((index) => index.type !== type),
    ranked,
    warnings: best ? warningsOf(best.index, asked, isAsked) : [],
  }
}

/** The plan, or the error that there is none. */
export function planOf({ plan }: Planning): Plan {
  if (plan) return plan
  throw new CouchError(
    400,
    'no_usable_index',
    'No index exists for this sort, try indexing by the sort fields.',
  )
}

/** Undefined when the index holds every matching document, and in the order that is asked for. */
function whyUnusable(index: Index, selector: Node, sort: Sorting[]): Unusable | undefined {
  if (index.type === 'special') {
    if (sort.length === 0) return undefined
    if (!fieldRanges(selector).has('_id')) return 'field_mismatch'
    return sort.length === 1 && sort[0]!.field === '_id' ? undefined : 'sort_order_mismatch'
  }
  if (selector.kind === 'and' && selector.nodes.length === 0) return 'empty_selector'
  const required = requiredFields(selector)
  const given = new Set(['_id', '_rev', ...sort.map((each) => each.field)])
  if (!index.fields.every(({ field }) => required.has(field) || given.has(field))) return 'field_mismatch'
  return inOrder(index, selector, sort) ? undefined : 'sort_order_mismatch'
}

/** The sort stands in the index as it is written, after fields that have one value only. */
function inOrder(index: Index, selector: Node, sort: Sorting[]): boolean {
  if (sort.length === 0) return true
  const constant = constantFields(selector)
  const from = index.fields.findIndex(({ field }) => field === sort[0]!.field || !constant.has(field))
  return from >= 0 && sort.every(({ field }, place) => index.fields[from + place]?.field === field)
}

function prefixOf(index: Index, all: FieldRanges): (FieldRange | 'empty')[] {
  const open = index.fields.findIndex(({ field }) => !all.has(field))
  const fields = open < 0 ? index.fields : index.fields.slice(0, open)
  return fields.map(({ field }) => all.get(field)!)
}

const rangesOf = ({ ranges }: Ranked): FieldRange[] => ranges.filter((range) => range !== 'empty')

function warningsOf(used: Index, asked: string[], isAsked: (index: Index) => boolean): string[] {
  return [
    ...(asked.length > 0 && !isAsked(used) ? [notUsed(asked)] : []),
    ...(used.type === 'special' ? ['No matching index found, create an index to optimize query time.'] : []),
  ]
}

const nameOfDesign = (text: string): string => text.replace(/^_design\//, '')

/** Who allows no other index gets an error instead of it. */
const notFound = ([design, name]: string[]): CouchError =>
  new CouchError(
    400,
    'invalid_index',
    design === undefined
      ? 'There is no index available for this selector.'
      : `_design/${nameOfDesign(design)}${name === undefined ? '' : `, ${name}`} specified by \`use_index\` could not be found or it is not suitable.`,
  )

const notUsed = ([design, name]: string[]): string =>
  name === undefined
    ? `_design/${nameOfDesign(design!)} was not used because it does not contain a valid index for this query.`
    : `_design/${nameOfDesign(design!)}, ${name} was not used because it is not a valid index for this query.`

export const withPartial = (index: Index, selector: Node): Node =>
  index.partial ? { kind: 'and', nodes: [selector, readSelector(index.partial)] } : selector
