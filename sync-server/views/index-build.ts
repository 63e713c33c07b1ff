import type { Order } from '../mango/operators.ts'
import type { ViewFile, ViewWriter } from '../store/sqlite/view-file.ts'
import { compareTerms } from './compare-terms.ts'
import { type Block, changedBlocks, type Row, sortedBlocks } from './sorted-rows.ts'

const flushRows = 20_000
const flushCharacters = 16 * 1024 * 1024

/** What the map functions made of one document: for each view key, value, key, value as JSON texts. */
export type Emitted = string[][]

/**
 * The index of a group of views. Documents are collected and written in steps, each step one transaction that also holds
 * the place in the changes feed: after a crash it goes on where the last one ended.
 */
export function createIndexBuild(file: ViewFile, orders: Order[]) {
  const stored = file.blocks()
  let views = orders.map((order, view): Block[] =>
    sortedBlocks(
      stored.filter((block) => block.view === view),
      order,
    ),
  )
  let written = file.sequence()
  let read = written
  let waiting = new Map<string, Emitted | undefined>()
  let rows = 0
  let characters = 0

  const flush = (): void => {
    if (read === written) return
    const changes = views.map(() => ({ removed: [] as Row[], added: [] as Row[] }))
    let next = views
    file.write((writer) => {
      for (const [id, emitted] of waiting) {
        takeOut(file.keysOf(id), id, changes)
        const keys = emitted && putIn(emitted, id, changes)
        writer.keepKeys(id, keys)
      }
      next = views.map((blocks, view) =>
        changedBlocks(blocks, view, changes[view]!, orders[view]!, file, writer),
      )
      writer.keepSequence(read)
    })
    views = next
    written = read
    waiting = new Map()
    rows = 0
    characters = 0
  }

  return {
    /** The place in the changes feed up to which everything is in the index or waits for its step. */
    sequence: (): number => read,
    blocks: (view: number): Block[] => views[view]!,
    /** `emitted` is undefined for a document that is deleted or not indexed. */
    take(id: string, emitted: Emitted | undefined): void {
      waiting.set(id, emitted)
      for (const view of emitted ?? []) {
        rows += view.length / 2
        for (const text of view) characters += text.length
      }
    },
    /** All documents up to this place were taken. */
    reached(sequence: number): void {
      read = sequence
      if (rows + waiting.size > flushRows || characters > flushCharacters) flush()
    },
    flush,
    /** Forgets what was taken since the last step: it is taken again. */
    discard(): void {
      read = written
      waiting = new Map()
      rows = 0
      characters = 0
    },
    keep: (change: (writer: ViewWriter) => void): void => file.write(change),
  }
}

type Changes = { removed: Row[]; added: Row[] }[]

function takeOut(keys: string | undefined, id: string, changes: Changes): void {
  if (keys === undefined) return
  const perView = JSON.parse(keys) as string[][]
  for (const [view, texts] of perView.entries())
    for (const keyText of texts)
      changes[view]!.removed.push({ key: JSON.parse(keyText) as unknown, keyText, id, value: '' })
}

/** Gives the keys to keep, undefined when there is none. */
function putIn(emitted: Emitted, id: string, changes: Changes): string | undefined {
  let any = false
  const perView = emitted.map((texts, view) => {
    const rows: Row[] = []
    for (let at = 0; at < texts.length; at += 2)
      rows.push({ key: JSON.parse(texts[at]!) as unknown, keyText: texts[at]!, id, value: texts[at + 1]! })
    if (rows.length === 0) return []
    any = true
    // Rows of one document under one key stand in the order of their values.
    if (rows.length > 1) rows.sort((a, b) => compareTerms(JSON.parse(a.value), JSON.parse(b.value)))
    changes[view]!.added.push(...rows)
    return [...new Set(rows.map((row) => row.keyText))]
  })
  return any ? JSON.stringify(perView) : undefined
}
