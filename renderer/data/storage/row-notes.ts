import { sameContent } from './same-content.ts'
import type { Row, StoredRow } from './store-requests.ts'

/**
 * RxDB notes for every document what the server is believed to have. For a document that came from the server and was
 * not touched since, its own row says that already: `_downloaded` is the server's revision. So no note is written for
 * it, which halves what a first sync writes. An edit here keeps the server's state in the row that replaces it, as
 * `_base`, in the same write. A note that RxDB did write is newer than both and goes before them.
 *
 * What a courier file brought of the server's (`_downloaded` is true) is no note of itself: the server may have a newer
 * state by now, so RxDB hands the row over and the server is asked. But an edit is made on top of it, so it is the base of
 * that edit: one without the server's revision, which says what the server had, and not that it still has it.
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

/** What an edit of this row is made on top of: what the server had; undefined when the row does not know. */
export function baseOf(row: StoredRow): object | undefined {
  if (row._base) return row._base
  if (!row._downloaded) return undefined
  const { _meta, _attachments, _base, _deleted, ...document } = row
  // The seal goes by `_rev` in the place of `_downloaded`, whichever that is (encryption/row-seal.ts).
  return { ...document, _rev: row._downloaded, _deleted: isDeleted(row) }
}

const isDeleted = ({ _deleted }: StoredRow) => _deleted === true || _deleted === '1'

/** The next state of a row with what it must keep of the one before. */
export function keepBase(next: StoredRow, base: object | undefined): StoredRow {
  return base && !next._downloaded ? { ...next, _base: base } : next
}

/** The note that a row stands for. */
export function noteOf(row: StoredRow): NoteRow | undefined {
  const docData = row._base || typeof row._downloaded === 'string' ? toldBy(baseOf(row)) : undefined
  // An edit that was taken back would count as sent, and nobody would ask the server whether it has something later.
  if (!docData || (isOfFile(row._base) && saysTheSame(docData, row))) return undefined
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

/** A revision that nobody told is none. */
function toldBy(base: object | undefined): object | undefined {
  if (!isOfFile(base)) return base
  const { _rev, ...state } = base
  return state
}

function saysTheSame(state: object, { _base: _, ...row }: StoredRow): boolean {
  return sameContent(state, { ...row, _deleted: isDeleted(row as StoredRow) })
}

const isOfFile = (base: object | undefined): base is { _rev: true; updatedAt?: unknown } =>
  base !== undefined && '_rev' in base && base._rev === true

/** Whether this is an edit made on top of what a file had brought of the server's. */
export const isEditOfFile = (row: StoredRow | undefined): boolean => isOfFile(row?._base)

/** A note that RxDB wrote after an edit was made on top of what a file had brought names that state by its stamp. */
type NotedState = object & { _after?: string; refusedAtOnce?: true }

/** What a note that is written now comes after. @param before the note that it replaces */
export function noteAfter(note: NoteRow, before: NoteRow | undefined, row: StoredRow | undefined): NoteRow {
  const base = row?._base
  if (!isOfFile(base)) return note
  // Written once more as it was: it has heard nothing new.
  const isOld = before !== undefined && sameContent(told(before.docData), note.docData)
  const after = isOld ? (before.docData as NotedState)._after : String(base.updatedAt)
  return after === undefined ? note : { ...note, docData: { ...note.docData, _after: after } }
}

/**
 * A note that RxDB wrote, with what the row knows better: a file brought a later state of the server than it had noted, and
 * an edit was made on top of that. What RxDB has noted since then is the later word. Stamps only tell states apart: which is
 * the later one they cannot tell, as one clock may be years ahead.
 */
export function withRow(note: NoteRow, row: StoredRow | undefined): NoteRow {
  const docData = told(note.docData)
  const base = row?._base
  const { _after, refusedAtOnce } = note.docData as NotedState
  const isLater = isOfFile(base) && _after === String(base.updatedAt) && !refusedAtOnce
  if (!row || !isOfFile(base) || isLater || sameContent(docData, base) || saysTheSame(base, row))
    return { ...note, docData }
  return { ...note, docData: toldBy(base)! }
}

function told(state: NotedState): object {
  const { _after, ...rest } = state
  return rest
}
