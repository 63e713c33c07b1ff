import { hash } from 'node:crypto'
import { CouchError } from '../couch/couch-error.ts'
import { isObject } from '../http/json-text.ts'
import type { Database } from '../store/store.ts'
import { designsOf } from '../views/designs.ts'
import { partialSelectorOf } from './partial-selector.ts'

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

const allDocsIndex: Index = {
  ddoc: null,
  name: '_all_docs',
  type: 'special',
  fields: [{ field: '_id', direction: 'asc' }],
  partial: undefined,
}

const isDirection = (value: unknown): value is Sorting['direction'] => value === 'asc' || value === 'desc'

const refused = (error: string, reason: string, given: unknown): CouchError =>
  new CouchError(400, error, `${reason}: ${JSON.stringify(given)}`)

/** A list of fields, each a name or `{name: direction}`. */
export function sortingsOf(value: unknown): Sorting[] {
  if (!Array.isArray(value))
    throw refused('invalid_sort_json', 'Sort must be an array of sort specs, not', value)
  const sortings = value.map((each): Sorting => {
    if (typeof each === 'string' && each !== '') return { field: each, direction: 'asc' }
    const [entry, more] = isObject(each) ? Object.entries(each) : []
    if (!entry || more || entry[0] === '') throw refused('invalid_sort_field', 'Invalid sort field', each)
    const [field, direction] = entry
    if (!isDirection(direction)) throw refused('invalid_sort_dir', 'Invalid sort direction', direction)
    return { field, direction }
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
      const fields = Object.entries(view.map.fields)
      // What is no index, though it was stored as one, is left out.
      if (!fields.every(([field, direction]) => field !== '' && isDirection(direction))) return []
      return [
        {
          ddoc: String(design._id),
          name,
          type: 'json',
          fields: sortingsOf(fields.map(([field, direction]) => ({ [field]: direction }))),
          partial: partialSelectorOf(view.map),
        },
      ]
    })
  })
  return [allDocsIndex, ...defined.sort((a, b) => (`${a.ddoc} ${a.name}` < `${b.ddoc} ${b.name}` ? -1 : 1))]
}
