import { isObject } from '../http/json-text.ts'

/** What an index holds alone, by its definition (`selector` in those of CouchDB 2.0); undefined when it is everything. */
export function partialSelectorOf(definition: Record<string, unknown>): Record<string, unknown> | undefined {
  const partial = definition.partial_filter_selector ?? definition.selector
  return isObject(partial) && Object.keys(partial).length > 0 ? partial : undefined
}
