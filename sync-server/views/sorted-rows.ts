import type { Order } from '../mango/operators.ts'
import type { StoredBlock, ViewFile, ViewWriter } from '../store/sqlite/view-file.ts'

/** A row of a view: what a map function emitted for a document. */
export interface Row {
  key: unknown
  keyText: string
  id: string
  value: string
}
export interface Block {
  number: number
  first: { key: unknown; id: string }
  count: number
  /** JSON text, known after it was asked for once. */
  reduction: string | undefined
}
/** A place between rows: `id` breaks ties of the key. */
export interface Place {
  key: unknown
  id: string
}

export const compareIds = (a: string, b: string): number =>
  a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
const placesIn =
  (order: Order) =>
  (a: Place, b: Place): number =>
    order(a.key, b.key) || compareIds(a.id, b.id)

const blockRows = 200
const blockCharacters = 32_768

/** The blocks of a view, in order. Kept in memory: one small object for some 200 rows. */
export function sortedBlocks(stored: StoredBlock[], order: Order): Block[] {
  const compare = placesIn(order)
  return stored
    .map(({ number, first, count, reduction }): Block => {
      const [key, id] = JSON.parse(first) as [unknown, string]
      return { number, first: { key, id }, count, reduction }
    })
    .sort((a, b) => compare(a.first, b.first))
}

/** Rows of a block, their keys parsed. */
export function rowsFrom(flat: string[]): Row[] {
  const rows: Row[] = []
  for (let at = 0; at < flat.length; at += 3)
    rows.push({
      key: JSON.parse(flat[at]!) as unknown,
      keyText: flat[at]!,
      id: flat[at + 1]!,
      value: flat[at + 2]!,
    })
  return rows
}

/** The block that a place belongs to: the last one that does not begin after it. */
function blockAt(blocks: Block[], place: Place, compare: (a: Place, b: Place) => number): number {
  let [low, high] = [0, blocks.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (compare(blocks[middle]!.first, place) <= 0) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * Takes rows out and puts rows in, block by block: only the blocks concerned are read and written. Gives the new list; the
 * old one stays as it is for those who read it.
 */
export function changedBlocks(
  blocks: Block[],
  view: number,
  change: { removed: Row[]; added: Row[] },
  order: Order,
  file: ViewFile,
  writer: ViewWriter,
): Block[] {
  if (change.removed.length === 0 && change.added.length === 0) return blocks
  const compare = placesIn(order)
  const added = change.added.sort(compare)
  const perBlock = new Map<number, { removed: Row[]; added: Row[] }>()
  const concernedAt = (place: number) => {
    const known = perBlock.get(place) ?? { removed: [], added: [] }
    perBlock.set(place, known)
    return known
  }
  if (blocks.length === 0) return written(added, view, writer)
  for (const row of change.removed) {
    let place = blockAt(blocks, row, compare)
    concernedAt(place).removed.push(row)
    // A document may stand under one key so often that its rows begin in an earlier block.
    while (place > 0 && compare(blocks[place]!.first, row) === 0) concernedAt(--place).removed.push(row)
  }
  for (const row of added) concernedAt(blockAt(blocks, row, compare)).added.push(row)
  return blocks.flatMap((block, place) => {
    const concerned = perBlock.get(place)
    if (!concerned) return [block]
    const gone = new Set(concerned.removed.map((row) => `${row.id}\0${row.keyText}`))
    const old = rowsFrom(file.rows(block.number))
    writer.dropBlock(block.number)
    const kept = gone.size === 0 ? old : old.filter((row) => !gone.has(`${row.id}\0${row.keyText}`))
    return written(merged(kept, concerned.added, compare), view, writer)
  })
}

function merged(a: Row[], b: Row[], compare: (a: Place, b: Place) => number): Row[] {
  const rows: Row[] = []
  let [left, right] = [0, 0]
  while (left < a.length && right < b.length)
    rows.push(compare(a[left]!, b[right]!) <= 0 ? a[left++]! : b[right++]!)
  while (left < a.length) rows.push(a[left++]!)
  while (right < b.length) rows.push(b[right++]!)
  return rows
}

function written(rows: Row[], view: number, writer: ViewWriter): Block[] {
  const blocks: Block[] = []
  let from = 0
  let characters = 0
  for (let to = 1; to <= rows.length; to++) {
    const row = rows[to - 1]!
    characters += row.keyText.length + row.value.length
    const isFull = to - from >= blockRows || characters >= blockCharacters
    if (!isFull && to < rows.length) continue
    const part = rows.slice(from, to)
    const { key, keyText, id } = part[0]!
    const flat = part.flatMap((each) => [each.keyText, each.id, each.value])
    const number = writer.addBlock(view, `[${keyText},${JSON.stringify(id)}]`, part.length, flat)
    blocks.push({ number, first: { key, id }, count: part.length, reduction: undefined })
    from = to
    characters = 0
  }
  return blocks
}
