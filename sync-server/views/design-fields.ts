import { isObject } from '../http/json-text.ts'

type Kind = 'object' | 'string' | 'array' | 'boolean'
interface Step {
  /** Of a member; `*` for each. */
  name: string
  kinds: Kind[]
}

const step = (name: string, ...kinds: Kind[]): Step => ({ name, kinds })

/** What CouchDB asks of the members of a design document, in the order in which it asks. */
const pathsOf = (mapKind: Kind): Step[][] => [
  [step('filters', 'object'), step('*', 'string', 'object')],
  [step('language', 'string')],
  [step('lists', 'object'), step('*', 'string', 'object')],
  [step('options', 'object')],
  [step('options', 'object'), step('include_design', 'boolean')],
  [step('options', 'object'), step('local_seq', 'boolean')],
  [step('options', 'object'), step('partitioned', 'boolean')],
  [step('rewrites', 'array', 'string')],
  [step('shows', 'object'), step('*', 'string', 'object')],
  [step('updates', 'object'), step('*', 'string', 'object')],
  [step('validate_doc_update', 'string')],
  [step('views', 'object'), step('lib', 'object')],
  [step('views', 'object'), step('*', 'object'), step('map', mapKind)],
  [step('views', 'object'), step('*', 'object'), step('reduce', 'string')],
]

/** What CouchDB says of a design document whose members are of another kind; undefined when they are as they should be. */
export function fieldProblem(design: Record<string, unknown>): string | undefined {
  for (const path of pathsOf(design.language === 'query' ? 'object' : 'string')) {
    const problem = problemAt(design, path, [])
    if (problem) return problem
  }
  for (const [name, view] of Object.entries(isObject(design.views) ? design.views : {}))
    if (name !== 'lib' && isObject(view) && view.map === undefined)
      return `View \`${name}\` must contain map function`
  const { options } = design
  return isObject(options) && options.partitioned === true
    ? 'partitioned option cannot be true in a non-partitioned database.'
    : undefined
}

function problemAt(value: unknown, path: Step[], before: string[]): string | undefined {
  const [next, ...rest] = path
  if (!next || !isObject(value)) return undefined
  const names = next.name === '*' ? Object.keys(value) : [next.name]
  for (const name of names) {
    const member = value[name]
    if (member === undefined) continue
    const place = [...before, name]
    if (!next.kinds.some((kind) => isOf(kind, member)))
      return `\`${place.join('.')}\` field must have ${next.kinds.join(' or ')} type`
    const problem = problemAt(member, rest, place)
    if (problem) return problem
  }
  return undefined
}

const isOf = (kind: Kind, value: unknown): boolean =>
  kind === 'object' ? isObject(value) : kind === 'array' ? Array.isArray(value) : typeof value === kind
