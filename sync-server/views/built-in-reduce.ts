import { CouchError } from '../couch/couch-error.ts'
import { isObject } from '../http/json-text.ts'
import type { Row } from './sorted-rows.ts'

/** One reduce function; values are JSON texts. */
export interface Reducer {
  reduce(rows: Row[]): string
  rereduce(values: string[]): string
}

const builtInNames = ['_count', '_sum', '_stats', '_approx_count_distinct']

/**
 * The built-in function that a design document names with an underscore, whatever follows its name; undefined for others
 * with one, which are refused when they are saved.
 */
export const builtInOf = (reduce: string): string | undefined =>
  builtInNames.find((name) => reduce.startsWith(name))

const sumError =
  'The _sum function requires that map values be numbers, arrays of numbers, or objects. Objects cannot be mixed with other data structures. Objects can be arbitrarily nested, provided that the values for all fields are themselves numbers, arrays of numbers, or objects.'

/** A sum that cannot be made is a value that says so, as in CouchDB; it stays one when it is summed again. */
class SumError extends Error {
  readonly value: object
  constructor(value: object) {
    super('builtin_reduce_error')
    this.value = value
  }
}
const cannotSum = (value: unknown): SumError =>
  new SumError({ error: 'builtin_reduce_error', reason: sumError, caused_by: value })

function sumOf(sum: unknown, value: unknown): unknown {
  if (typeof value === 'number' && typeof sum === 'number') return sum + value
  if (Array.isArray(value) && Array.isArray(sum)) return sumLists(sum, value)
  if (typeof value === 'number' && Array.isArray(sum)) return sumLists(sum, [value])
  if (Array.isArray(value) && typeof sum === 'number') return sumLists([sum], value)
  if (!isObject(value)) throw cannotSum(value)
  if (Object.hasOwn(value, 'error')) throw new SumError(value)
  if (sum === 0) return value
  if (!isObject(sum)) throw cannotSum(value)
  const names = [...new Set([...Object.keys(sum), ...Object.keys(value)])].sort()
  return Object.fromEntries(
    names.map((name) => {
      const [a, b] = [sum[name], value[name]]
      return [name, a === undefined ? b : b === undefined ? a : sumOf(a, b)]
    }),
  )
}

const sumLists = (a: unknown[], b: unknown[]): unknown[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, place) => {
    const [left, right] = [a[place] ?? 0, b[place] ?? 0]
    if (typeof left !== 'number') throw cannotSum(left)
    if (typeof right !== 'number') throw cannotSum(right)
    return left + right
  })

function summed(texts: string[]): string {
  try {
    return JSON.stringify(texts.reduce<unknown>((sum, text) => sumOf(sum, JSON.parse(text)), 0))
  } catch (error) {
    if (error instanceof SumError) return JSON.stringify(error.value)
    throw error
  }
}

interface Stats {
  sum: number
  count: number
  min: number
  max: number
  sumsqr: number
}
type AllStats = Stats | AllStats[]
const statNames = ['sum', 'count', 'min', 'max', 'sumsqr'] as const

function statsOf(value: unknown): AllStats {
  if (typeof value === 'number')
    return { sum: value, count: 1, min: value, max: value, sumsqr: value * value }
  if (Array.isArray(value)) return value.map(statsOf)
  if (isObject(value)) {
    const missing = statNames.find((name) => typeof value[name] !== 'number')
    if (missing === undefined) {
      const [sum, count, min, max, sumsqr] = statNames.map((name) => Number(value[name]))
      return { sum: sum!, count: count!, min: min!, max: max!, sumsqr: sumsqr! }
    }
    throw new CouchError(
      500,
      'invalid_value',
      `user _stats input missing required field ${missing} (${JSON.stringify(value).slice(0, 200)})`,
    )
  }
  throw new CouchError(500, 'invalid_value', `non-numeric _stats input: ${JSON.stringify(value)}`)
}

function addStats(a: AllStats, b: AllStats): AllStats {
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length)
      throw new CouchError(500, 'invalid_value', 'the lists of _stats input differ in length')
    return a.map((each, place) => addStats(each, b[place]!))
  }
  if (Array.isArray(a) || Array.isArray(b))
    throw new CouchError(500, 'invalid_value', 'lists and numbers are mixed in _stats input')
  return {
    sum: a.sum + b.sum,
    count: a.count + b.count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    sumsqr: a.sumsqr + b.sumsqr,
  }
}

const stats = (values: string[]): string =>
  JSON.stringify(values.map((value) => statsOf(JSON.parse(value))).reduce(addStats))

export const builtInReducers: Record<string, Reducer> = {
  _count: {
    reduce: (rows) => String(rows.length),
    rereduce: (values) => String(values.reduce((sum, value) => sum + Number(value), 0)),
  },
  _sum: { reduce: (rows) => summed(rows.map((row) => row.value)), rereduce: summed },
  _stats: { reduce: (rows) => stats(rows.map((row) => row.value)), rereduce: stats },
}
