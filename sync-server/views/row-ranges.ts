import type { RowReader } from './row-range.ts'
import type { RangeQuery } from './worker-calls.ts'

/** Numbers of rows, `to` left out. */
export interface RowRange {
  from: number
  to: number
}

/** The rows that a query asks for, one range or one a key, and how many rows of the view come before. */
export function rangesOf(reader: RowReader, query: RangeQuery): { ranges: RowRange[]; offset: number } {
  const ranges = query.keys
    ? query.keys.map((key) =>
        rangeOf(reader, {
          ...query,
          start: { key, id: query.keyIds?.start },
          end: { key, id: query.keyIds?.end },
        }),
      )
    : [rangeOf(reader, query)]
  const [first] = ranges
  const before = !first ? 0 : query.descending ? reader.total - first.to : first.from
  return { ranges, offset: Math.min(reader.total, before + query.skip) }
}

function rangeOf(reader: RowReader, { start, end, inclusiveEnd, descending }: RangeQuery): RowRange {
  const startNumber = start ? reader.numberAt({ ...start, after: descending }) : descending ? reader.total : 0
  const endNumber = end
    ? reader.numberAt({ ...end, after: inclusiveEnd !== descending })
    : descending
      ? 0
      : reader.total
  const [from, to] = descending ? [endNumber, startNumber] : [startNumber, endNumber]
  return { from, to: Math.max(from, to) }
}

/** The ranges without the rows that are skipped, and without those beyond the limit. */
export function skipped(ranges: RowRange[], { skip, limit, descending }: RangeQuery): RowRange[] {
  let toSkip = skip
  let left = limit
  return ranges.flatMap(({ from, to }) => {
    const passed = Math.min(toSkip, to - from)
    toSkip -= passed
    const taken = Math.min(left, to - from - passed)
    left -= taken
    if (taken === 0) return []
    return [
      descending
        ? { from: to - passed - taken, to: to - passed }
        : { from: from + passed, to: from + passed + taken },
    ]
  })
}
