import type { DatabaseSync } from 'node:sqlite'

/** Where a document stands in the feed, and whether it is a tombstone. */
export interface Place {
  seq: number
  deleted: boolean
}

/** Numbers that share one count. */
const blockNumbers = 1024

/**
 * How many documents there are, and how many of them after a number, without counting them: one count for each block of
 * numbers, held in memory and moved by each write. They are counted once, when the database is opened.
 */
export function createDocumentCounts(file: DatabaseSync) {
  const inRange = file.prepare(
    'SELECT count(*) AS n FROM document WHERE deleted = ? AND seq > ? AND seq <= ?',
  )
  const newest = file.prepare('SELECT coalesce(max(seq), 0) AS n FROM document')
  const blocks: number[] = []
  let documents = 0
  let tombstones = 0
  /** What the open transaction has moved. */
  let moves: [from: Place | undefined, to: Place | undefined][] = []

  const between = (after: number, upTo: number): [documents: number, tombstones: number] => [
    Number(inRange.get(0, after, upTo)?.n),
    Number(inRange.get(1, after, upTo)?.n),
  ]
  const add = ({ seq, deleted }: Place, by: number): void => {
    const block = Math.floor(seq / blockNumbers)
    blocks[block] = (blocks[block] ?? 0) + by
    if (deleted) tombstones += by
    else documents += by
  }
  const last = Number(newest.get()?.n)
  for (let block = 0; block * blockNumbers <= last; block++) {
    const from = block * blockNumbers
    const [living, dead] = between(from - 1, from + blockNumbers - 1)
    blocks.push(living + dead)
    documents += living
    tombstones += dead
  }

  return {
    documents: () => documents,
    tombstones: () => tombstones,
    /** A write inside a transaction: the document left one place, took another, or both. */
    move(from: Place | undefined, to: Place | undefined): void {
      if (from) add(from, -1)
      if (to) add(to, 1)
      moves.push([from, to])
    },
    begin(): void {
      moves = []
    },
    rollBack(): void {
      for (const [from, to] of moves) {
        if (to) add(to, -1)
        if (from) add(from, 1)
      }
      moves = []
    },
    /** Documents and tombstones whose newest change is after this number. */
    after(number: number): number {
      const block = Math.floor(number / blockNumbers)
      const [living, dead] = between(number, (block + 1) * blockNumbers - 1)
      let sum = living + dead
      for (let index = block + 1; index < blocks.length; index++) sum += blocks[index] ?? 0
      return sum
    },
  }
}
export type DocumentCounts = ReturnType<typeof createDocumentCounts>
