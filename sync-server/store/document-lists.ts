export interface ChangesQuery {
  /** Rows after this number. */
  since: number
  /** Rows up to this number, the newest when the feed began. */
  upTo: number
  limit: number
  descending: boolean
  allLeaves: boolean
  includeDocs: boolean
  /** `doc` with the contents of its attachments. */
  attachments?: boolean | undefined
  /** `doc` with how its attachments are packed. */
  encodings?: boolean | undefined
  /** `doc` with its `_conflicts`. */
  conflicts?: boolean | undefined
  ids?: string[] | undefined
  /** Decides on the winning revision; runs before the limit, so that a page is full unless the feed ends (trap T4). */
  filter?: ((document: Record<string, unknown>) => boolean) | undefined
  /** Only documents about this patient; the filter reads no others. */
  patient?: string | undefined
}
export interface ChangesRows {
  /** Rows as JSON text joined by `,\n`. */
  text: Buffer
  count: number
  /** The number to go on from: of the last row, or `upTo` when the feed was read to its end. */
  lastSeq: number
  complete: boolean
}

/** Which documents a list by id is about: all, design documents alone, or those of `_local`. */
export type DocumentSpace = 'all' | 'design' | 'local'

export interface AllDocsContent {
  space: DocumentSpace
  includeDocs: boolean
  attachments: boolean
  encodings?: boolean | undefined
  conflicts: boolean
}
export interface AllDocsQuery extends AllDocsContent {
  startKey?: string | undefined
  endKey?: string | undefined
  inclusiveEnd: boolean
  descending: boolean
  limit: number
  skip: number
  /** Goes on after this id, in the direction of the list. */
  after?: string | undefined
}
export interface KeysOptions extends AllDocsContent {
  withTombstones: boolean
}
export interface AllDocsRows {
  text: Buffer
  count: number
  offset: number
  /** The id of the last row. */
  lastId: string | undefined
}
