import type { Row, StoredRow } from './store-requests.ts'

/**
 * RxDB notes for every document what the server is believed to have. For a document that came from the server and was
 * not touched since, its own row says that already: `_downloaded` is the server's revision. So no note is written for
 * it, which halves what a first sync writes. An edit here keeps the server's state in the row that replaces it, as
 * `_base`, in the same write. A note that RxDB did write is newer than both and goes before them.
 */
export interface Note {
  id: string
  isCheckpoint: '0' | '1'
  itemId: string
  docData: object
}
export type NoteRow = Row & Note

/** The revision of a note that lies in no store: RxDB names it as what it replaces. */
const inTheRow = '1-in-the-row'
export const isInTheRow = (note: { _rev: string } | undefined): boolean => note?._rev === inTheRow

/** What the server had when this row was last downloaded; undefined when the row does not know. */
export function baseOf(row: StoredRow): object | undefined {
  if (row._base) return row._base
  if (typeof row._downloaded !== 'string') return undefined
  const { _meta, _attachments, _base, _deleted, ...document } = row
  return { ...document, _rev: row._downloaded, _deleted: isDeleted(row) }
}

const isDeleted = ({ _deleted }: StoredRow) => _deleted === true || _deleted === '1'

/** The next state of a row with what it must keep of the one before. */
export function keepBase(next: StoredRow, base: object | undefined): StoredRow {
  return base && !next._downloaded ? { ...next, _base: base } : next
}

/** The note that a row stands for. */
export function noteOf(row: StoredRow): NoteRow | undefined {
  const docData = baseOf(row)
  if (!docData) return undefined
  return {
    id: `${row.id}|0`,
    isCheckpoint: '0',
    itemId: row.id,
    docData,
    _deleted: false,
    _attachments: {},
    _meta: { lwt: 1 },
    _rev: inTheRow,
  }
}
