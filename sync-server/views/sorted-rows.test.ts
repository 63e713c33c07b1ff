import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { collate } from '../mango/collate.ts'
import { openViewFile } from '../store/sqlite/view-file.ts'
import { createIndexBuild } from './index-build.ts'
import { rowReader } from './row-range.ts'
import { compareIds, sortedBlocks } from './sorted-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'lekar-view-rows-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const open = () => openViewFile(join(folder, `${files++}.sqlite`), 'test')

/** Keys as hostile as JSON allows: any Unicode, combining marks, numbers, nesting. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'A',
      'ä',
      'a\u0308',
      '\u0308',
      'и',
      'й',
      'и\u0306',
      'ў',
      '-',
      ' ',
      '\u0000',
      '가',
      '漢',
      '😀',
    ),
    maxLength: 4,
  }),
)
const key = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    text,
    fc.constantFrom(null, false, true),
    fc.integer({ min: -5, max: 5 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(text, tie('any'), { maxKeys: 2, noNullPrototype: true }),
  ),
})).any
const id = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), text)
const batch = fc.array(fc.record({ id, keys: fc.option(fc.array(key, { maxLength: 4 })) }), { maxLength: 30 })

describe('an index', () => {
  it('V2 V6 stands in the order of collate, whatever came and went, and after it was opened again', () => {
    fc.assert(
      fc.property(
        fc.array(batch, { minLength: 1, maxLength: 4 }),
        key,
        text,
        (batches, askedKey, askedId) => {
          const file = open()
          const build = createIndexBuild(file, [collate])
          const model = new Map<string, string[]>()
          for (const [place, documents] of batches.entries()) {
            for (const { id, keys } of documents) {
              const texts = keys?.map((each) => JSON.stringify(each))
              build.take(id, texts && [texts.flatMap((each) => [each, 'null'])])
              model.set(id, texts ?? [])
            }
            build.reached(place + 1)
            build.flush()
          }
          const expected = [...model]
            .flatMap(([id, texts]) =>
              texts.map((keyText) => ({ keyText, key: JSON.parse(keyText) as unknown, id })),
            )
            .sort((a, b) => collate(a.key, b.key) || compareIds(a.id, b.id))
          const shown = (blocks: ReturnType<typeof build.blocks>) => {
            const reader = rowReader(blocks, file.rows, collate)
            return [...reader.parts(0, reader.total, false)].flat()
          }
          const rows = shown(build.blocks(0))
          expect(rows.map((row) => row.id)).toEqual(expected.map((row) => row.id))
          for (const [place, row] of rows.entries()) expect(collate(row.key, expected[place]!.key)).toBe(0)
          expect(shown(sortedBlocks(file.blocks(), collate))).toEqual(rows)

          const reader = rowReader(build.blocks(0), file.rows, collate)
          const countOf = (passes: (row: { key: unknown; id: string }) => boolean) =>
            expected.filter(passes).length
          expect(reader.numberAt({ key: askedKey, after: false })).toBe(
            countOf((row) => collate(row.key, askedKey) < 0),
          )
          expect(reader.numberAt({ key: askedKey, after: true })).toBe(
            countOf((row) => collate(row.key, askedKey) <= 0),
          )
          expect(reader.numberAt({ key: askedKey, id: askedId, after: true })).toBe(
            countOf((row) => (collate(row.key, askedKey) || compareIds(row.id, askedId)) <= 0),
          )
          file.close()
        },
      ),
      { numRuns: 60 },
    )
  })

  it('V6 keeps the rows of a document that stands under one key more often than a block holds', () => {
    const file = open()
    const build = createIndexBuild(file, [collate])
    const many = Array.from({ length: 700 }, (_, n) => ['1', String(n)]).flat()
    const shown = () => rowReader(build.blocks(0), file.rows, collate).total
    build.take('a', [many])
    build.take('b', [['0', '0', '1', '1']])
    build.reached(1)
    build.flush()
    expect(shown()).toBe(702)
    build.take('a', [['1', '"new"']])
    build.reached(2)
    build.flush()
    expect(shown()).toBe(3)
    build.take('a', undefined)
    build.take('b', undefined)
    build.reached(3)
    build.flush()
    expect([shown(), file.blocks(), file.sequence()]).toEqual([0, [], 3])
    file.close()
  })
})
