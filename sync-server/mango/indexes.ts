import { hash } from 'node:crypto'
import { CouchError } from '../couch/couch-error.ts'
import { isObject } from '../http/json-text.ts'
import type { Database } from '../store/store.ts'
import { designsOf } from '../views/designs.ts'
import { type FieldRange, type FieldRanges, fieldRanges } from './field-ranges.ts'
import { constantFields, type Node, readSelector, requiredFields } from './selector.ts'

export interface Sorting {
  field: string
  direction: 'asc' | 'desc'
}
export interface Index {
  ddoc: string | null
  name: string
  type: 'special' | 'json'
  fields: Sorting[]
  partial: Record<string, unknown> | undefined
}

export const allDocsIndex: Index = {
  ddoc: null,
  name: '_all_docs',
  type: 'special',
  fields: [{ field: '_id', direction: 'asc' }],
  partial: undefined,
}

/** A list of fields, each a name or `{name: direction}`. */
export function sortingsOf(value: unknown, what: string): Sorting[] {
  if (!Array.isArray(value)) throw new CouchError(400, 'invalid_sort_json', `${what} must be an array`)
  const sortings = value.map((each): Sorting => {
    if (typeof each === 'string') return { field: each, direction: 'asc' }
    const [entry, more] = isObject(each) ? Object.entries(each) : []
    if (!entry || more || (entry[1] !== 'asc' && entry[1] !== 'desc'))
      throw new CouchError(400, 'invalid_sort_field', `${what} has a field that is not understood`)
    return { field: entry[0], direction: entry[1] }
  })
  if (new Set(sortings.map((each) => each.direction)).size > 1)
    throw new CouchError(
      400,
      'unsupported_mixed_sort',
      'Sorts currently only support a single direction for all fields.',
    )
  return sortings
}

export const indexJson = (index: Index) => ({
  ddoc: index.ddoc,
  name: index.name,
  type: index.type,
  ...(index.type === 'json' ? { partitioned: false } : {}),
  def: {
    fields: index.fields.map(({ field, direction }) => ({ [field]: direction })),
    ...(index.partial ? { partial_filter_selector: index.partial } : {}),
  },
})

/** The design document that holds an index, in CouchDB's form; `given` is its definition as it was sent. */
export function designWith(
  old: Record<string, unknown>,
  index: Index,
  given: unknown,
): Record<string, unknown> {
  const fields = Object.fromEntries(index.fields.map(({ field, direction }) => [field, direction]))
  const partial = { partial_filter_selector: index.partial ?? {} }
  const view = {
    map: { fields, ...partial },
    reduce: '_count',
    options: { def: given },
  }
  const views = isObject(old.views) ? old.views : {}
  return { ...old, language: 'query', views: { ...views, [index.name]: view } }
}

/** The name that an index without one gets: the same request gets the same. */
export const hashedName = (request: unknown): string => hash('sha1', JSON.stringify(request))

/** Every index that design documents of this database define. */
export function indexesOf(database: Database): Index[] {
  const defined = designsOf(database).flatMap((design): Index[] => {
    if (design.language !== 'query' || !isObject(design.views)) return []
    return Object.entries(design.views).flatMap(([name, view]): Index[] => {
      if (!isObject(view) || !isObject(view.map) || !isObject(view.map.fields)) return []
      const partial = view.map.partial_filter_selector
      return [
        {
          ddoc: String(design._id),
          name,
          type: 'json',
          fields: sortingsOf(
            Object.entries(view.map.fields).map(([field, direction]) => ({ [field]: direction })),
            'an index',
          ),
          partial: isObject(partial) && Object.keys(partial).length > 0 ? partial : undefined,
        },
      ]
    })
  })
  return [allDocsIndex, ...defined.sort((a, b) => (`${a.ddoc} ${a.name}` < `${b.ddoc} ${b.name}` ? -1 : 1))]
}

/** Whether an index holds every matching document, and in the order that is asked for. */
export function isUsable(index: Index, selector: Node, sort: Sorting[]): boolean {
  if (index.type === 'special') return sort.length === 0 || (sort.length === 1 && sort[0]!.field === '_id')
  const required = requiredFields(selector)
  const given = new Set(['_id', '_rev', ...sort.map((each) => each.field)])
  return (
    index.fields.every(({ field }) => required.has(field) || given.has(field)) &&
    inOrder(index, selector, sort)
  )
}

/** The sort stands in the index as it is written, after fields that have one value only. */
function inOrder(index: Index, selector: Node, sort: Sorting[]): boolean {
  if (sort.length === 0) return true
  const constant = constantFields(selector)
  const from = index.fields.findIndex(({ field }) => field === sort[0]!.field || !constant.has(field))
  return from >= 0 && sort.every(({ field }, place) => index.fields[from + place]?.field === field)
}

/** How a query is answered. */
export interface Plan {
  index: Index
  /** Of the first fields of the index; `empty` when nothing can match. */
  ranges: FieldRange[] | 'empty'
  warnings: string[]
}

/**
 * CouchDB's choice: of the usable indexes those that were asked for, when there is one; then the one that the selector's
 * comparisons fit best, then the one with fewer fields, then by name. Without any, all documents by their ids.
 */
export function choosePlan(indexes: Index[], selector: Node, sort: Sorting[], asked: string[]): Plan {
  const isAsked = (index: Index): boolean =>
    asked.length > 0 &&
    index.ddoc === `_design/${nameOfDesign(asked[0]!)}` &&
    (asked[1] === undefined || index.name === asked[1])
  // A partial index holds only what it was made for: it is used when it is named.
  const usable = indexes.filter(
    (index) => (!index.partial || isAsked(index)) && isUsable(index, selector, sort),
  )
  if (usable.length === 0)
    throw new CouchError(
      400,
      'no_usable_index',
      'No index exists for this sort, try indexing by the sort fields.',
    )
  const named = usable.filter(isAsked)
  const among = named.length > 0 ? named : usable
  const all = fieldRanges(selector)
  const [best] = among
    .filter((index) => index.type === 'json')
    .map((index) => ({ index, ranges: prefixOf(index, all) }))
    .sort(
      (a, b) =>
        b.ranges.length - a.ranges.length ||
        a.index.fields.length - b.index.fields.length ||
        (`${a.index.ddoc} ${a.index.name}` < `${b.index.ddoc} ${b.index.name}` ? -1 : 1),
    )
  const { index, ranges } = best ?? { index: allDocsIndex, ranges: prefixOf(allDocsIndex, all) }
  const isNothing = ranges.includes('empty') || (selector.kind === 'or' && selector.nodes.length === 0)
  return {
    index,
    ranges: isNothing ? 'empty' : (ranges as FieldRange[]),
    warnings: [
      ...(asked.length > 0 && !isAsked(index) ? [notUsed(asked)] : []),
      ...(index.type === 'special'
        ? ['No matching index found, create an index to optimize query time.']
        : []),
    ],
  }
}

const nameOfDesign = (text: string): string => text.replace(/^_design\//, '')

const notUsed = ([design, name]: string[]): string =>
  name === undefined
    ? `_design/${nameOfDesign(design!)} was not used because it does not contain a valid index for this query.`
    : `_design/${nameOfDesign(design!)}, ${name} was not used because it is not a valid index for this query.`

function prefixOf(index: Index, all: FieldRanges): (FieldRange | 'empty')[] {
  const open = index.fields.findIndex(({ field }) => !all.has(field))
  const fields = open < 0 ? index.fields : index.fields.slice(0, open)
  return fields.map(({ field }) => all.get(field)!)
}

export const withPartial = (index: Index, selector: Node): Node =>
  index.partial ? { kind: 'and', nodes: [selector, readSelector(index.partial)] } : selector
