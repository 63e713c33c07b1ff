import { hash } from 'node:crypto'
import { isObject } from '../http/json-text.ts'
import { builtInOf } from './built-in-reduce.ts'

/** A view of a group: `map` is source of a function, or an index definition in a group of the language `query`. */
export interface ViewDefinition {
  name: string
  map: unknown
  /** The name of a built-in function, or source. */
  reduce: string | undefined
  /** How keys are ordered: ICU's order, or that of Erlang's terms. */
  collation?: 'raw' | undefined
}
/** The views of one design document: they are built together and live in one file. */
export interface ViewGroup {
  /** The same definitions have the same signature: unchanged ones are not built again. */
  signature: string
  design: string
  language: string
  views: ViewDefinition[]
  /** What `require` finds: `{views: {lib: ...}}`. */
  library: Record<string, unknown>
  includeDesign: boolean
  localSequence: boolean
}

/** The views that a design document defines; undefined when there is none. */
export function viewGroupOf(design: Record<string, unknown>): ViewGroup | undefined {
  if (!isObject(design.views)) return undefined
  const views = Object.entries(design.views).flatMap(([name, view]): ViewDefinition[] => {
    if (name === 'lib' || !isObject(view) || view.map === undefined) return []
    const reduce = typeof view.reduce === 'string' && view.reduce !== '' ? view.reduce : undefined
    const isRaw = isObject(view.options) && view.options.collation === 'raw'
    return [
      {
        name,
        map: view.map,
        reduce: reduce && (builtInOf(reduce) ?? reduce),
        ...(isRaw ? { collation: 'raw' as const } : {}),
      },
    ]
  })
  if (views.length === 0) return undefined
  const language = typeof design.language === 'string' ? design.language : 'javascript'
  const options = isObject(design.options) ? design.options : {}
  const lib = design.views.lib
  const definition = {
    language,
    views,
    library: lib === undefined ? {} : { views: { lib } },
    includeDesign: options.include_design === true,
    localSequence: options.local_seq === true,
  }
  return { signature: hash('md5', JSON.stringify(definition)), design: String(design._id), ...definition }
}

/** A query names a reduce function by its view; `_`-names are built in. */
export const isBuiltIn = (reduce: string): boolean => reduce.startsWith('_')
