import { CouchError } from '../couch/couch-error.ts'
import { isObject } from '../http/json-text.ts'
import type { Database, IncomingDocument, Refusal } from '../store/store.ts'
import { builtInNames } from './built-in-reduce.ts'
import { isBuiltIn } from './view-group.ts'
import type { Views } from './views.ts'

interface Source {
  kind: 'map' | 'reduce'
  view: string
  source: string
}

/** What is wrong with a design document; undefined when it may be stored. View functions are compiled, none is run. */
export async function designProblem(
  views: Views,
  database: Database,
  { fields }: IncomingDocument,
): Promise<Refusal | undefined> {
  try {
    const sources = sourcesOf(fields)
    if (sources.length === 0) return undefined
    const problems = await views.call(database, 'compiles', { sources: sources.map((each) => each.source) })
    const place = problems.findIndex((problem) => problem !== null)
    if (place < 0) return undefined
    const { kind, view } = sources[place]!
    return {
      error: 'compilation_error',
      reason: `Compilation of the ${kind} function in the '${view}' view failed: ${problems[place]}`,
    }
  } catch (error) {
    if (error instanceof CouchError) return { error: error.error, reason: error.reason }
    throw error
  }
}

const invalid = (reason: string): CouchError => new CouchError(400, 'invalid_design_doc', reason)

function sourcesOf(design: Record<string, unknown>): Source[] {
  const { language = 'javascript', views = {}, filters = {}, options = {} } = design
  if (typeof language !== 'string') throw invalid('`language` must be a string.')
  for (const [name, member] of Object.entries({ views, filters, options }))
    if (!isObject(member)) throw invalid(`\`${name}\` must be an object.`)
  if (language !== 'javascript') return []
  return Object.entries(views as object).flatMap(([view, definition]: [string, unknown]): Source[] => {
    // What is no view at all is left alone, as CouchDB does: nobody can ask for it.
    if (view === 'lib' || !isObject(definition)) return []
    const { map, reduce } = definition
    if (map === undefined) return []
    if (typeof map !== 'string') throw invalid(`The map function in the '${view}' view must be a string.`)
    const sources: Source[] = [{ kind: 'map', view, source: map }]
    if (reduce === undefined || reduce === null || reduce === '') return sources
    if (typeof reduce !== 'string')
      throw invalid(`The reduce function in the '${view}' view must be a string.`)
    if (!isBuiltIn(reduce)) return [...sources, { kind: 'reduce', view, source: reduce }]
    if (!builtInNames.includes(reduce)) throw invalid(`\`${reduce}\` is not a supported reduce function.`)
    return sources
  })
}
