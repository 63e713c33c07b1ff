import { hash } from 'node:crypto'
import { CouchError } from '../couch/couch-error.ts'
import { isObject } from '../http/json-text.ts'
import type { Database } from '../store/store.ts'
import { designsOf } from '../views/designs.ts'

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
    if (typeof each === 'string' && each !== '') return { field: each, direction: 'asc' }
    const [entry, more] = isObject(each) ? Object.entries(each) : []
    if (!entry || more || entry[0] === '' || (entry[1] !== 'asc' && entry[1] !== 'desc'))
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
