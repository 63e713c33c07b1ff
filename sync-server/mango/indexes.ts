import { hash } from 'node:crypto'
import { CouchError } from '../couch/couch-error.ts'
import { isObject } from '../http/json-text.ts'
import type { Database } from '../store/store.ts'
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

/** The design document that holds an index, in CouchDB's form; `old` keeps its other indexes. */
export function designWith(old: Record<string, unknown>, index: Index): Record<string, unknown> {
  const fields = Object.fromEntries(index.fields.map(({ field, direction }) => [field, direction]))
  const def = {
    fields: index.fields.map(({ field, direction }) =>
      direction === 'asc' ? field : { [field]: direction },
    ),
  }
  const partial = { partial_filter_selector: index.partial ?? {} }
  const view = {
    map: { fields, ...partial },
    reduce: '_count',
    options: { def: { ...def, ...(index.partial ? partial : {}) } },
  }
  const views = isObject(old.views) ? old.views : {}
  return { ...old, language: 'query', views: { ...views, [index.name]: view } }
}

/** The name that an index without one gets: the same definition gets the same. */
export const hashedName = (fields: Sorting[], partial: unknown): string =>
  hash('sha1', JSON.stringify([fields, partial ?? {}]))

/** Every index that design documents of this database define. */
export function indexesOf(database: Database): Index[] {
  const designs = database.documentsById({ from: '_design/', to: '_design0', limit: 10_000 })
  const defined = designs.flatMap((text): Index[] => {
    const design = JSON.parse(text) as Record<string, unknown>
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
  const required = requiredFields(selector)
  const sorted = new Set(sort.map((each) => each.field))
  const holdsAll = index.fields.every(
    ({ field }) => required.has(field) || sorted.has(field) || field === '_id',
  )
  return holdsAll && inOrder(index, selector, sort)
}

/** The sort is a beginning of the index, but for fields that have one value only. */
function inOrder(index: Index, selector: Node, sort: Sorting[]): boolean {
  if (sort.length === 0) return true
  const constant = constantFields(selector)
  const open = (sortings: Sorting[]) => sortings.filter(({ field }) => !constant.has(field))
  const wanted = open(sort)
  const given = open(index.fields)
  return wanted.every(({ field }, place) => given[place]?.field === field)
}

/** The index for a query: the one asked for, else the one with the fewest fields that the query does not fix. */
export function chooseIndex(
  indexes: Index[],
  selector: Node,
  sort: Sorting[],
  asked: string[],
): { index: Index; warnings: string[] } {
  // A partial index holds only what it was made for: it is used when it is named.
  const named = indexes.filter(
    (index) =>
      asked.length > 0 &&
      index.ddoc?.replace('_design/', '') === asked[0]?.replace('_design/', '') &&
      (asked[1] === undefined || index.name === asked[1]),
  )
  const usable = named.find((index) => isUsable(index, withPartial(index, selector), sort))
  if (usable) return { index: usable, warnings: [] }
  const warnings =
    asked.length === 0
      ? []
      : [
          `_design/${asked[0]!.replace('_design/', '')}${asked[1] ? `, ${asked[1]}` : ''} was not used because it does not contain a valid index for this query.`,
        ]
  const constant = constantFields(selector)
  const open = (index: Index): number => index.fields.filter(({ field }) => !constant.has(field)).length
  const [best] = indexes
    .filter((index) => index.type === 'json' && !index.partial && isUsable(index, selector, sort))
    .sort((a, b) => open(a) - open(b) || a.fields.length - b.fields.length)
  if (best) return { index: best, warnings }
  if (!inOrder(allDocsIndex, selector, sort))
    throw new CouchError(
      400,
      'no_usable_index',
      'No index exists for this sort, try indexing by the sort fields.',
    )
  const byId = requiredFields(selector).has('_id')
  return {
    index: allDocsIndex,
    warnings: byId
      ? warnings
      : [...warnings, 'No matching index found, create an index to optimize query time.'],
  }
}

export const withPartial = (index: Index, selector: Node): Node =>
  index.partial ? { kind: 'and', nodes: [selector, readSelector(index.partial)] } : selector
