/** The members of a row's document, without what belongs to the store. */
export type Fields = Record<string, unknown>

/**
 * From one format of local data to the next. A step sees every row of every store: documents, RxDB's notes (the document
 * stands in `docData`), drafts and facts (in `data`), the trace of access, the courier's. A kill repeats a step over rows
 * that it has rewritten already, so it must know these by their content and leave them.
 */
export interface FormatStep {
  to: number
  /**
   * The document as the next format holds it; undefined for one that stays. Ids and foreign keys stay as they are. Left
   * out where only older programs are to be kept away.
   */
  rewrite?(collection: string, document: Fields): Fields | undefined
}

/**
 * The format of today. Raised when an older program must not open what this one writes; then a step leads to it, and
 * `formats/<number>.json` keeps a store as that format wrote it.
 *
 * 1: rows in clear, in a database of another name; with a key nothing of it is believed, so no step leads from it.
 * 2: a downloaded row is its own note (row-notes.ts), everything is sealed.
 * 3: the past of a clinic may be on the server alone (first-load.ts); an older program would show a part as the whole.
 */
export const formatVersion = 3
export const formatSteps: readonly FormatStep[] = [{ to: 3 }]
