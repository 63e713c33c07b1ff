/// <reference path="./pouchdb-merge.d.ts" />
import fc from 'fast-check'
import { merge, type RevisionNode, type RevisionPath } from 'pouchdb-merge'
import { describe, expect, it } from 'vitest'
import { generationOf, hashOf } from '../revision.ts'
import {
  extendLine,
  firstLineage,
  historyOf,
  joinPath,
  knows,
  type Lineage,
  leavesAfter,
  leavesOf,
  withoutLeaves,
} from './lineage.ts'

/** A random tree as root-to-leaf paths, newest first, as replication sends them. */
const branches = fc
  .array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 4 }), fc.boolean()), { minLength: 1, maxLength: 8 })
  .map((steps) => {
    const nodes: string[][] = [['root']]
    return steps.map(([from, length, deleted], step) => {
      let ids = nodes[from % nodes.length]!
      for (let i = 0; i < length; i++) {
        ids = [`h${step}x${i}`, ...ids]
        nodes.push(ids)
      }
      return { start: ids.length, ids, deleted }
    })
  })

const join = (
  known: Lineage | undefined,
  path: { start: number; ids: string[]; deleted: boolean },
): Lineage => (known ? joinPath(known, path, 1000) : firstLineage(path.start, path.ids, path.deleted, 1000))

describe('the lineage of a document', () => {
  it('C5 is the same whatever the order in which branches arrive', () => {
    fc.assert(
      fc.property(
        branches.chain((paths) =>
          fc.tuple(fc.constant(paths), fc.shuffledSubarray(paths, { minLength: paths.length })),
        ),
        ([paths, shuffled]) => {
          // A path that another one continues arrives with a deletion mark that only a leaf carries.
          const leaves = paths.filter(
            (path) => !paths.some((other) => other !== path && other.ids.slice(1).includes(path.ids[0]!)),
          )
          const build = (order: typeof paths) =>
            order.filter((path) => leaves.includes(path)).reduce<Lineage | undefined>(join, undefined)!
          const one = build(paths)
          const other = build(shuffled)
          expect(other.rev).toBe(one.rev)
          expect(leavesOf(other)).toEqual(leavesOf(one))
          expect(leavesOf(one)).toHaveLength(leaves.length)
          for (const { start, ids } of leaves) {
            expect(knows(one, `${start}-${ids[0]}`)).toBe(true)
            expect(historyOf(other, `${start}-${ids[0]}`)).toEqual({ start, ids })
            expect(leavesAfter(other, '1-root').length).toBe(leaves.length)
          }
        },
      ),
    )
  })

  it('keeps a straight line without a tree and agrees with the tree it stands for', () => {
    let line = firstLineage(1, ['a1'], false, 1000)
    for (let generation = 2; generation <= 30; generation++)
      line = extendLine(line, `${generation}-a${generation}`, false, 1000)
    expect(line.tree).toBeUndefined()
    expect(knows(line, '17-a17')).toBe(true)
    expect(knows(line, '17-a18')).toBe(false)
    expect(historyOf(line, '3-a3')).toEqual({ start: 3, ids: ['a3', 'a2', 'a1'] })
    expect(leavesAfter(line, '2-a2')).toEqual(['30-a30'])
    const branched = joinPath(line, { start: 31, ids: ['b31', 'a30'], deleted: false }, 1000)
    expect(branched.tree).toBeUndefined()
    expect(branched.history.split(',')).toHaveLength(30)
  })

  it('compares generations as numbers and keeps a thousand of them', () => {
    const line = firstLineage(9, ['z'], false, 1000)
    expect(joinPath(line, { start: 10, ids: ['a'], deleted: false }, 1000).rev).toBe('10-a')
    let long = firstLineage(1, ['h1'], false, 1000)
    for (let generation = 2; generation <= 1200; generation++)
      long = extendLine(long, `${generation}-h${generation}`, false, 1000)
    expect(historyOf(long, long.rev)?.ids).toHaveLength(1000)
    expect(knows(long, '100-h100')).toBe(false)
  })

  it('is joined by the library as the library joins it', () => {
    const tree: RevisionPath[] = [
      { pos: 1, ids: ['a', { status: 'missing' }, [['b', { status: 'available' }, []]]] },
    ]
    const path: RevisionNode = [
      'a',
      { status: 'missing' },
      [['c', { status: 'available', deleted: true }, []]],
    ]
    const expected = merge(structuredClone(tree), { pos: 1, ids: path }, 1000).tree
    expect(
      joinPath(firstLineage(2, ['b', 'a'], false, 1000), { start: 2, ids: ['c', 'a'], deleted: true }, 1000)
        .tree,
    ).toEqual(expected)
    expect([generationOf('12-ab-c'), hashOf('12-ab-c')]).toEqual([12, 'ab-c'])
  })

  it('C21 without a leaf is what it would be had the leaf never come', () => {
    fc.assert(
      fc.property(branches, fc.nat(7), (paths, index) => {
        const leaves = paths.filter(
          (path) => !paths.some((other) => other !== path && other.ids.slice(1).includes(path.ids[0]!)),
        )
        const gone = leaves[index % leaves.length]!
        const rev = `${gone.start}-${gone.ids[0]}`
        const all = leaves.reduce<Lineage | undefined>(join, undefined)!
        const without = leaves.filter((path) => path !== gone).reduce<Lineage | undefined>(join, undefined)
        const { left, removed } = withoutLeaves(all, [rev, '9-unknown'])
        expect(removed).toEqual([rev])
        expect(left?.rev).toBe(without?.rev)
        expect(left && leavesOf(left)).toEqual(without && leavesOf(without))
        for (const leaf of without ? leavesOf(without) : [])
          expect(historyOf(left!, leaf.rev)).toEqual(historyOf(without!, leaf.rev))
      }),
    )
  })
})
