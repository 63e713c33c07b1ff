import { type CollectionName, collectionOfType } from '#shared/domain/registry.ts'
import { isEditOfFile, isInTheRow, type NoteRow, noteAfter, noteOf, withRow } from './row-notes.ts'
import type { StoredRow, StoreInstance } from './store-requests.ts'

/** What the notes ask of the documents they are about. */
export interface NotedDocuments {
  rows(ids: string[]): Promise<StoredRow[]>
  /** Documents of the server that were just written; named once. */
  takeWritten(id: string): boolean
}

const separator = '|'

/** Lets RxDB's notes be answered from the rows of the documents, and not written where the row is enough. */
export function noteInRows(
  notes: StoreInstance,
  documentsOf: (collection: CollectionName) => NotedDocuments | undefined,
): void {
  const find = notes.findDocumentsById.bind(notes)
  const write = notes.bulkWrite.bind(notes)
  const about = (id: string) => {
    const name = collectionOfType(id.split(':')[0] ?? '')
    return name && documentsOf(name)
  }

  notes.findDocumentsById = async (ids, deleted) => {
    const written = (await find(ids, deleted)) as unknown as NoteRow[]
    const items = ids.filter((id) => id.endsWith('|0')).map((id) => id.slice(0, id.lastIndexOf(separator)))
    const rowOf = await rowsOf(items)
    const known = written.map((note) => {
      const row = rowOf.get(note.itemId)
      rowOf.delete(note.itemId)
      return note.isCheckpoint === '0' ? withRow(note, row) : note
    })
    const held = [...rowOf.values()].map(noteOf)
    return [...known, ...held.filter((note) => note !== undefined)]
  }

  /** The rows of the documents that these notes are about. */
  async function rowsOf(items: string[]): Promise<Map<string, StoredRow>> {
    const documents = items[0] === undefined ? undefined : about(items[0])
    return new Map(((await documents?.rows(items)) ?? []).map((row) => [row.id, row]))
  }

  notes.bulkWrite = async (rows, context) => {
    const needed = rows.flatMap((row) => {
      const note = row.document as unknown as NoteRow
      if (note.isCheckpoint === '1') return [row]
      const isReal = row.previous !== undefined && !isInTheRow(row.previous)
      const isHeld = context === 'replication-down-write-meta' && about(note.itemId)?.takeWritten(note.itemId)
      if (isReal) return [row]
      return isHeld ? [] : [{ document: row.document }]
    })
    if (needed.length === 0) return { error: [] }
    // What the server sent has just replaced its row. Nothing waits here: until it is noted, an edit has an older base.
    return write(context === 'replication-down-write-meta' ? needed : await placed(needed), context)
  }

  /** With the word of each which edit it comes after. */
  async function placed(needed: Parameters<typeof write>[0]): Promise<typeof needed> {
    const noteIn = ({ document }: (typeof needed)[number]) => document as unknown as NoteRow
    const aboutRows = needed.map(noteIn).filter(({ isCheckpoint }) => isCheckpoint === '0')
    const rowOf = await rowsOf(aboutRows.map(({ itemId }) => itemId))
    const edited = aboutRows.filter(({ itemId }) => isEditOfFile(rowOf.get(itemId))).map(({ id }) => id)
    if (edited.length === 0) return needed
    const lying = (await find(edited, true)) as unknown as NoteRow[]
    const before = new Map(lying.map((note) => [note.id, note]))
    return needed.map((row) => {
      const note = noteIn(row)
      return { ...row, document: noteAfter(note, before.get(note.id), rowOf.get(note.itemId)) as never }
    })
  }
}
