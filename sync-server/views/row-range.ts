import type { Order } from '../mango/operators.ts'
import { type Block, compareIds, type Row, rowsFrom } from './sorted-rows.ts'

/** Where a range begins or ends. Without an id: before all rows of the key, or after all of them. */
export interface Bound {
  key: unknown
  id?: string | undefined
  /** Whether rows at the bound itself lie before it. */
  after: boolean
}

/** A state of a view: rows have numbers, from 0 in the order of their keys. */
export interface RowReader {
  /** The order of keys. */
  order: Order
  blocks: Block[]
  total: number
  /** How many rows lie before a bound. */
  numberAt(bound: Bound): number
  /** The first number, from `from` on, whose row passes; rows that pass come after those that do not. */
  firstWhere(passes: (key: unknown, id: string) => boolean, from?: number): number
  /** Rows `from` to `to`, which is left out, a block at a time; the last block first when descending. */
  parts(from: number, to: number, descending: boolean): Generator<Row[]>
  /** Blocks that lie in a range wholly, and the rows at its ends. */
  pieces(from: number, to: number): Generator<{ block: Block } | { rows: Row[] }>
  rowsOf(block: Block): Row[]
}

/** Reads a list of blocks; the one read last is kept. */
export function rowReader(
  blocks: Block[],
  rowsOfBlock: (number: number) => string[],
  order: Order,
): RowReader {
  const starts: number[] = []
  let total = 0
  for (const block of blocks) {
    starts.push(total)
    total += block.count
  }
  let kept: { number: number; rows: Row[] } | undefined
  const rowsOf = (block: Block): Row[] => {
    if (kept?.number !== block.number)
      kept = { number: block.number, rows: rowsFrom(rowsOfBlock(block.number)) }
    return kept.rows
  }
  const blockOf = (number: number): number => {
    let [low, high] = [0, blocks.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= number) low = middle
      else high = middle - 1
    }
    return low
  }
  const firstWhere: RowReader['firstWhere'] = (passes, from = 0) => {
    // The first block that begins with a passing row; the row looked for is in the one before it, or is its first.
    let [low, high] = [from === 0 ? 0 : blockOf(from), blocks.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (passes(blocks[middle]!.first.key, blocks[middle]!.first.id)) high = middle
      else low = middle + 1
    }
    if (low === 0) return 0
    const before = blocks[low - 1]!
    const inside = rowsOf(before).findIndex((row) => passes(row.key, row.id))
    return Math.max(from, inside < 0 ? starts[low - 1]! + before.count : starts[low - 1]! + inside)
  }
  return {
    order,
    blocks,
    total,
    rowsOf,
    firstWhere,
    numberAt: ({ key, id, after }) =>
      firstWhere((rowKey, rowId) => {
        const place = order(rowKey, key) || (id === undefined ? 0 : compareIds(rowId, id))
        return after ? place > 0 : place >= 0
      }),
    *parts(from, to, descending) {
      if (from >= to) return
      const [first, last] = [blockOf(from), blockOf(to - 1)]
      for (let step = 0; step <= last - first; step++) {
        const place = descending ? last - step : first + step
        const start = starts[place]!
        const rows = rowsOf(blocks[place]!).slice(Math.max(0, from - start), to - start)
        yield descending ? rows.reverse() : rows
      }
    },
    *pieces(from, to) {
      if (from >= to) return
      for (let place = blockOf(from); place < blocks.length && starts[place]! < to; place++) {
        const block = blocks[place]!
        const start = starts[place]!
        if (start >= from && start + block.count <= to) yield { block }
        else yield { rows: rowsOf(block).slice(Math.max(0, from - start), to - start) }
      }
    },
  }
}
