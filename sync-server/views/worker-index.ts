import { basename } from 'node:path'
import { CouchError, notFound } from '../couch/couch-error.ts'
import { openViewFile } from '../store/sqlite/view-file.ts'
import type { Reducer } from './built-in-reduce.ts'
import { createIndexBuild, type Emitted } from './index-build.ts'
import type { Isolate } from './isolate.ts'
import { queryMap } from './query-map.ts'
import { overflow } from './reduce-overflow.ts'
import { customReducer, reducedGroups, reductionOf } from './reducer.ts'
import { rowReader } from './row-range.ts'
import { rangesOf, skipped } from './row-ranges.ts'
import { isBuiltIn } from './view-group.ts'
import { orderOf } from './view-order.ts'
import type { GroupsAnswer, IndexInfo, OpenRequest, RangeQuery, ReplacedLeaves } from './worker-calls.ts'

interface ChangeRow {
  seq: string
  id: string
  deleted?: boolean
  doc: Record<string, unknown>
}
const wroteTooMuch = 200

/** One open index: its file, what is being built, and its functions. */
export function openIndex({ path, identity, group }: OpenRequest, isolateOf: () => Promise<Isolate>) {
  const file = openViewFile(path, `${identity} icu ${process.versions.icu} ${basename(path)}`)
  const orders = group.views.map(orderOf)
  const build = createIndexBuild(file, orders)
  const maps = group.language === 'query' ? group.views.map((view) => queryMap(view.map)) : undefined
  const isIndexed = (row: ChangeRow): boolean =>
    row.deleted !== true && (group.includeDesign || !row.id.startsWith('_design/'))

  const mapped = async (documents: Record<string, unknown>[]): Promise<Emitted[]> => {
    if (maps) return documents.map((document) => maps.map((map) => map(document)))
    if (group.language !== 'javascript') throw new CouchError(500, 'unknown_query_language', group.language)
    const isolate = await isolateOf()
    return JSON.parse(
      isolate.call('map', JSON.stringify(documents.map((each) => JSON.stringify(each)))),
    ) as Emitted[]
  }

  const reducerOf = async (view: number): Promise<Reducer | undefined> => {
    const source = group.views[view]!.reduce
    if (source === undefined || isBuiltIn(source)) return undefined
    const isolate = await isolateOf()
    return customReducer((keys, values, again, inputLength) => {
      const output = isolate.call('reduce', JSON.stringify({ view, keys, values, again }))
      if (output.length > wroteTooMuch && output.length * 2 > inputLength + source.length)
        return overflow(
          `Reduce output must shrink more rapidly: Current output: '${output.slice(0, 100)}'... (first 100 of ${output.length} bytes)`,
        )
      return output
    })
  }

  return {
    group,
    identity,
    sequence: build.sequence,
    async index(text: string, sequence: number, leaves: Record<string, ReplacedLeaves>): Promise<void> {
      try {
        const rows = JSON.parse(`[${text}]`) as ChangeRow[]
        const indexed = rows.filter(isIndexed)
        const documents = indexed.map(({ id, seq, doc }) => ({
          ...doc,
          ...leaves[id],
          ...(group.localSequence ? { _local_seq: Number.parseInt(seq, 10) } : {}),
        }))
        const emitted = documents.length === 0 ? [] : await mapped(documents)
        for (const row of rows) if (!isIndexed(row)) build.take(row.id, undefined)
        for (const [place, { id }] of indexed.entries()) build.take(id, emitted[place])
        build.reached(sequence)
      } catch (error) {
        build.discard()
        throw error
      }
    },
    flush: build.flush,
    /** A state that stays as it is while rows are read; `release` it. */
    reading(query: RangeQuery) {
      const snapshot = file.snapshot()
      const reader = rowReader(build.blocks(query.view), snapshot.rows, orders[query.view]!)
      const { ranges, offset } = rangesOf(reader, query)
      return { reader, ranges: skipped(ranges, query), offset, release: snapshot.release }
    },
    async groups(query: RangeQuery, level: number | 'exact'): Promise<GroupsAnswer> {
      const { reduce: name } = group.views[query.view]!
      if (name === undefined) throw notFound('missing_named_view')
      const reducer = await reducerOf(query.view)
      const reader = rowReader(build.blocks(query.view), file.rows, orders[query.view]!)
      const kept: [number, string][] = []
      const reduce = reductionOf(reader, name, reducer, (number, reduction) => kept.push([number, reduction]))
      const groups: string[] = []
      let { skip, limit } = query
      for (const range of rangesOf(reader, query).ranges) {
        for (const each of reducedGroups(
          reader,
          { ...range, level, descending: query.descending, skip, limit },
          reduce,
        )) {
          groups.push(each.keyText, each.value)
          limit--
        }
        // With keys each range is one group at most.
        if (query.keys && skip > 0 && range.from < range.to) skip--
      }
      if (kept.length > 0)
        build.keep((writer) => {
          for (const [number, reduction] of kept) writer.keepReduction(number, reduction)
        })
      return { sequence: build.sequence(), groups }
    },
    info: (): IndexInfo => ({
      sequence: build.sequence(),
      fileBytes: file.bytes(),
      rows: group.views.reduce((sum, _view, view) => sum + countOf(build.blocks(view)), 0),
    }),
    compact: file.vacuum,
    close: file.close,
  }
}
export type OpenIndex = ReturnType<typeof openIndex>

const countOf = (blocks: { count: number }[]): number => blocks.reduce((sum, block) => sum + block.count, 0)
