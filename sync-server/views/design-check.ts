import { CouchError } from '../couch/couch-error.ts'
import { isObject } from '../http/json-text.ts'
import type { Database, IncomingDocument, Refusal } from '../store/store.ts'
import { builtInOf } from './built-in-reduce.ts'
import { fieldProblem } from './design-fields.ts'
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
  const problem = fieldProblem(design)
  if (problem) throw invalid(problem)
  const { language = 'javascript', views = {} } = design
  if (language !== 'javascript') return []
  return Object.entries(views as object).flatMap(([view, definition]: [string, unknown]): Source[] => {
    if (view === 'lib' || !isObject(definition)) return []
    const { map, reduce } = definition
    const sources: Source[] = [{ kind: 'map', view, source: String(map) }]
    if (typeof reduce !== 'string' || reduce === '') return sources
    if (!isBuiltIn(reduce)) return [...sources, { kind: 'reduce', view, source: reduce }]
    if (!builtInOf(reduce)) throw invalid(`\`${reduce}\` is not a supported reduce function.`)
    return sources
  })
}
