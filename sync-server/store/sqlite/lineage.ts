/// <reference path="./pouchdb-merge.d.ts" />
import {
  collectLeaves,
  merge,
  type RevisionNode,
  type RevisionPath,
  rootToLeaf,
  winningRev,
} from 'pouchdb-merge'
import { generationOf, hashOf } from '../revision.ts'

/**
 * A document's revisions. Nearly every document has one straight line, kept as text without a tree:
 * `history` holds the ancestors' hashes, newest first. A tree is kept only while there are branches.
 */
export interface Lineage {
  rev: string
  deleted: boolean
  /** Comma-joined hashes of the ancestors, newest first; of the winner's own line when there is a tree. */
  history: string
  tree: RevisionPath[] | undefined
}
export interface Leaf {
  rev: string
  deleted: boolean
}

/** A lone empty hash, as of `1-`: no ancestors are the empty text. */
const loneEmpty = ','
const ancestors = (history: string): string[] =>
  history === '' ? [] : history === loneEmpty ? [''] : history.split(',')
const joined = (hashes: string[]): string =>
  hashes.length === 1 && hashes[0] === '' ? loneEmpty : hashes.join(',')

/** Higher wins: not deleted, then the generation as a number, then the hash as bytes. */
function compareLeaves(a: Leaf, b: Leaf): number {
  if (a.deleted !== b.deleted) return a.deleted ? -1 : 1
  const generations = generationOf(a.rev) - generationOf(b.rev)
  if (generations !== 0) return generations
  return hashOf(a.rev) < hashOf(b.rev) ? -1 : hashOf(a.rev) > hashOf(b.rev) ? 1 : 0
}

/** The line that a new document begins. `ids` newest first; at most `limit` are kept. */
export function firstLineage(start: number, ids: string[], deleted: boolean, limit: number): Lineage {
  return {
    rev: `${start}-${ids[0]}`,
    deleted,
    history: joined(ids.slice(1, limit)),
    tree: undefined,
  }
}

/** The straight line with one more revision on top. */
export function extendLine(line: Lineage, rev: string, deleted: boolean, limit: number): Lineage {
  const before = hashOf(line.rev)
  // Without the rare cases nothing is taken apart: a long line costs as little as a short one.
  const isPlain = generationOf(rev) <= limit && before !== '' && line.history !== loneEmpty
  const history = isPlain
    ? line.history === ''
      ? before
      : `${before},${line.history}`
    : joined([before, ...ancestors(line.history)].slice(0, limit - 1))
  return { rev, deleted, history, tree: undefined }
}

/** The revisions of a straight line that the line after an edit does not hold any more. */
export function forgotten(before: Lineage, after: Lineage): string[] {
  const generation = generationOf(before.rev)
  const oldest = generationOf(after.rev) - ancestors(after.history).length
  const kept = Math.max(0, generation - oldest + 1)
  const line = [hashOf(before.rev), ...ancestors(before.history)]
  return line.slice(kept).map((hash, index) => `${generation - kept - index}-${hash}`)
}

export function knows(lineage: Lineage, rev: string): boolean {
  if (lineage.rev === rev) return true
  if (lineage.tree) return pathsThrough(lineage, rev).length > 0
  const back = generationOf(lineage.rev) - generationOf(rev)
  return back > 0 && ancestors(lineage.history)[back - 1] === hashOf(rev)
}

/** Every leaf, winner first. */
export function leavesOf(lineage: Lineage): Leaf[] {
  if (!lineage.tree) return [{ rev: lineage.rev, deleted: lineage.deleted }]
  return collectLeaves(lineage.tree)
    .map((leaf) => ({ rev: leaf.rev, deleted: leaf.opts.deleted === true }))
    .sort((a, b) => compareLeaves(b, a))
}

/** Hashes from a known revision back to the oldest known one. */
export function historyOf(lineage: Lineage, rev: string): { start: number; ids: string[] } | undefined {
  const start = generationOf(rev)
  if (!lineage.tree) {
    if (!knows(lineage, rev)) return undefined
    const line = [hashOf(lineage.rev), ...ancestors(lineage.history)]
    return { start, ids: line.slice(generationOf(lineage.rev) - start) }
  }
  const path = pathsThrough(lineage, rev)[0]
  if (!path) return undefined
  return {
    start,
    ids: path.ids
      .slice(0, start - path.pos + 1)
      .map((node) => node.id)
      .reverse(),
  }
}

/** The leaves that this known revision led to. */
export function leavesAfter(lineage: Lineage, rev: string): string[] {
  if (!lineage.tree) return knows(lineage, rev) ? [lineage.rev] : []
  return pathsThrough(lineage, rev).map((path) => `${path.pos + path.ids.length - 1}-${path.ids.at(-1)!.id}`)
}

const pathsThrough = (lineage: Lineage, rev: string) => {
  const generation = generationOf(rev)
  const hash = hashOf(rev)
  return rootToLeaf(lineage.tree ?? []).filter((path) => path.ids[generation - path.pos]?.id === hash)
}

/**
 * Joins a replicated path to what is known. `ids` newest first, the newest at generation `start`. Each leaf keeps
 * `limit` revisions of its line; they are cut after the join, so that an old end still finds its place.
 */
export function joinPath(
  lineage: Lineage,
  path: { start: number; ids: string[]; deleted: boolean },
  limit: number,
): Lineage {
  return ofTree(merge(treeOf(lineage), toPath(path.start, path.ids, path.deleted), limit).tree)
}

/** What is left without these leaves, each with its line up to where another branches off; undefined for nothing. */
export function withoutLeaves(
  lineage: Lineage,
  revs: string[],
): { left: Lineage | undefined; removed: string[] } {
  const leafOf = (path: KnownPath): string => `${path.pos + path.ids.length - 1}-${path.ids.at(-1)!.id}`
  const paths = rootToLeaf(treeOf(lineage))
  const left = paths.filter((path) => !revs.includes(leafOf(path)))
  const removed = paths.map(leafOf).filter((rev) => revs.includes(rev))
  if (removed.length === 0) return { left: lineage, removed }
  const tree = left.reduce<RevisionPath[]>(
    (known, path) => merge(known, ofKnownPath(path), Number.MAX_SAFE_INTEGER).tree,
    [],
  )
  return { left: left.length === 0 ? undefined : ofTree(tree), removed }
}

type KnownPath = ReturnType<typeof rootToLeaf>[number]

function ofKnownPath({ pos, ids }: KnownPath): RevisionPath {
  const [leaf, ...above] = ids.toReversed()
  let node: RevisionNode = [leaf!.id, leaf!.opts, []]
  for (const { id, opts } of above) node = [id, opts, [node]]
  return { pos, ids: node }
}

const treeOf = (lineage: Lineage): RevisionPath[] =>
  lineage.tree ?? [
    toPath(generationOf(lineage.rev), [hashOf(lineage.rev), ...ancestors(lineage.history)], lineage.deleted),
  ]

function ofTree(merged: RevisionPath[]): Lineage {
  const paths = rootToLeaf(merged)
  const rev = winningRev({ rev_tree: merged })
  const own = paths.find((path) => `${path.pos + path.ids.length - 1}-${path.ids.at(-1)!.id}` === rev)!
  const history = joined(
    own.ids
      .slice(0, -1)
      .map((node) => node.id)
      .reverse(),
  )
  return {
    rev,
    deleted: own.ids.at(-1)!.opts.deleted === true,
    history,
    tree: paths.length === 1 ? undefined : merged,
  }
}

function toPath(start: number, ids: string[], deleted: boolean): RevisionPath {
  let node: RevisionNode = [
    ids[0]!,
    deleted ? { status: 'available', deleted: true } : { status: 'available' },
    [],
  ]
  for (const id of ids.slice(1)) node = [id, { status: 'missing' }, [node]]
  return { pos: start - ids.length + 1, ids: node }
}
