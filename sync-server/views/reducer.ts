import { builtInReducers, type Reducer } from './built-in-reduce.ts'
import { overflowReason } from './reduce-overflow.ts'
import type { RowReader } from './row-range.ts'
import type { Row } from './sorted-rows.ts'

/** A reduce function that somebody wrote; `call` runs it in its isolate. */
export const customReducer = (
  call: (keys: unknown[] | null, values: unknown[], again: boolean, inputLength: number) => string,
): Reducer => ({
  reduce(rows) {
    const keys = rows.map((row) => [row.key, row.id])
    const values = rows.map((row) => JSON.parse(row.value) as unknown)
    return call(
      keys,
      values,
      false,
      rows.reduce((sum, row) => sum + row.keyText.length + row.id.length + row.value.length + 8, 0),
    )
  },
  rereduce: (values) =>
    call(
      null,
      values.map((value) => JSON.parse(value) as unknown),
      true,
      values.reduce((sum, value) => sum + value.length + 1, 0),
    ),
})

export interface Group {
  keyText: string
  value: string
}
export interface GroupQuery {
  /** 0 for one group of everything; `exact` for one a key. */
  level: number | 'exact'
  from: number
  to: number
  descending: boolean
  skip: number
  limit: number
}
export type Reduction = (from: number, to: number) => string

/** Reduces ranges of rows. What a whole block reduces to is kept, and `onKept` told of it. */
export function reductionOf(
  reader: RowReader,
  name: string | undefined,
  reducer: Reducer | undefined,
  onKept: (number: number, reduction: string) => void,
): Reduction {
  // Rows stand in the order of their keys: different keys are counted exactly, one row after the other.
  if (name === '_approx_count_distinct') return (from, to) => String(distinctKeys(reader, from, to))
  const used = reducer ?? builtInReducers[name ?? '']!
  return (from, to) => {
    const values: string[] = []
    for (const piece of reader.pieces(from, to)) {
      if ('rows' in piece) {
        values.push(used.reduce(piece.rows))
        continue
      }
      const { block } = piece
      if (block.reduction === undefined) {
        block.reduction = used.reduce(reader.rowsOf(block))
        onKept(block.number, block.reduction)
      }
      values.push(block.reduction)
    }
    const [first] = values
    if (values.length === 1) return first!
    return values.find((value) => overflowReason(value) !== undefined) ?? used.rereduce(values)
  }
}

function distinctKeys(reader: RowReader, from: number, to: number): number {
  let count = 0
  let last: Row | undefined
  for (const rows of reader.parts(from, to, false))
    for (const row of rows) {
      if (!last || (last.keyText !== row.keyText && reader.order(last.key, row.key) !== 0)) count++
      last = row
    }
  return count
}

/** The groups of a range, reduced. */
export function* reducedGroups(reader: RowReader, query: GroupQuery, reduce: Reduction): Generator<Group> {
  const { level, from, to, descending, skip, limit } = query
  if (from >= to || limit === 0) return
  if (level === 0) {
    if (skip === 0) yield { keyText: 'null', value: reduce(from, to) }
    return
  }
  const groups = descending
    ? [...groupBounds(reader, level, from, to)].reverse()
    : groupBounds(reader, level, from, to)
  let place = 0
  for (const { keyText, start, end } of groups) {
    if (place++ < skip) continue
    yield { keyText, value: reduce(start, end) }
    if (place - skip >= limit) return
  }
}

function* groupBounds(reader: RowReader, level: number | 'exact', from: number, to: number) {
  const groupOf = (key: unknown): unknown =>
    level !== 'exact' && Array.isArray(key) && key.length > level ? key.slice(0, level) : key
  for (let start = from; start < to; ) {
    const [rows] = reader.parts(start, start + 1, false)
    const { key, keyText } = rows![0]!
    const group = groupOf(key)
    const end = Math.min(
      to,
      reader.firstWhere((other) => reader.order(groupOf(other), group) > 0, start),
    )
    yield { keyText: group === key ? keyText : JSON.stringify(group), start, end }
    start = end
  }
}
