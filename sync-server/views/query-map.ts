import { isObject } from '../http/json-text.ts'
import { namesOf, valueAt } from '../mango/field-path.ts'
import { partialSelectorOf } from '../mango/partial-selector.ts'
import { matcherOf, readSelector } from '../mango/selector.ts'

/** The map function of an index of the language `query`: a document stands in it when it has every field. */
export function queryMap(definition: unknown): (document: Record<string, unknown>) => string[] {
  if (!isObject(definition) || !isObject(definition.fields)) return () => []
  const paths = Object.keys(definition.fields).map(namesOf)
  const partial = partialSelectorOf(definition)
  const isIn = partial && matcherOf(readSelector(partial))
  return (document) => {
    if (isIn && !isIn(document)) return []
    const key = paths.map((path) => valueAt(document, path))
    return key.includes(undefined) ? [] : [JSON.stringify(key), 'null']
  }
}
