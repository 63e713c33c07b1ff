import type { AttachmentsShown, IncomingAttachment } from './attachment.ts'
import type { AuditLog } from './audit-log.ts'

/**
 * What the post office needs from a storage engine. An acknowledged write is on disk: `write` and `putLocal` resolve
 * only after the commit that holds them was fsynced. Bodies are kept as the text that was sent.
 */
export interface Store {
  /** Stable identity of this server, part of replication ids. */
  readonly uuid: string
  readonly records: Records
  databaseNames(): string[]
  /** Bytes on disk of a database, without opening it. */
  sizeOf(name: string): number
  /** Undefined when there is none. Throws AppError `storage.newer-version` or `storage.damaged`, never opens empty. */
  open(name: string): Database | undefined
  /** False when it exists. */
  create(name: string): boolean
  /** False when there is none. */
  remove(name: string): boolean
  /** The trace of access of a clinic; made on first use. */
  audit(clinicId: string): AuditLog
  /** A new epoch for every database: after a restore from a backup, so that stations notice and re-send. */
  renewEpochs(): void
  close(): void
}

/** Small durable records of the server itself: accounts, clinics, settings. */
export interface Records {
  get(kind: string, key: string): unknown
  list(kind: string): { key: string; value: unknown }[]
  put(kind: string, key: string, value: unknown): void
  remove(kind: string, key: string): void
  /** Everything that the work puts and removes is stored, or nothing of it. */
  together<T>(work: () => T): T
  /** Called after a `together` of which nothing was stored: what is remembered of records may be what never was. */
  onUndone(listener: () => void): void
}

/** A document as it arrived: `body` is the text of its own members, each preceded by a comma. */
export interface IncomingDocument {
  id: string
  rev: string | undefined
  deleted: boolean
  /** Newest first; `start` is the generation of the first. */
  revisions: { start: number; ids: string[] } | undefined
  body: string
  /** The parsed document, underscore members included. */
  fields: Record<string, unknown>
  attachments?: IncomingAttachment[] | undefined
}

/** A stored revision with its body. */
export interface StoredRevision {
  id: string
  rev: string
  deleted: boolean
  body: string
}

export interface Refusal {
  error: string
  reason: string
}
/** Looks at a write inside its transaction; `previous` is the winning revision now stored. */
export type WriteGuard = (
  next: IncomingDocument,
  previous: StoredRevision | undefined,
  places: Places,
) => Refusal | undefined

/** Whom a document is about; `villages` is given by the patient's own card and empty where it names none. */
export interface DocumentPlace {
  patient: string | null
  villages?: string[] | undefined
}
/** What a database knows of its documents' places. */
export interface Places {
  patientOf(id: string): string | null
  /** Everybody whose villages are known here. */
  patients(): string[]
  /** Undefined as long as the patient's card is not here. */
  villagesOf(patient: string): string[] | undefined
  /** Whether this person may see this patient for a time although the card is not one of theirs. */
  isOpen(person: string, patient: string): boolean
}
export type PlaceOf = (document: Record<string, unknown>, places: Places) => DocumentPlace

/**
 * What a person may see of a database. Documents outside are not there: no read tells them from those that never were.
 */
export interface ReadScope {
  /** Equal for equal scopes of one person. */
  key: string
  /** Whose openings count, and whose checkpoints are kept. */
  person: string
  /** The types that are left out, or those that alone are not; undefined for all. */
  types: { only: string[] } | { not: string[] } | undefined
  /** For documents about documents (`documentType`) of this type: what they may be about. */
  about: { type: string; types: ReadScope['types'] } | undefined
  /** Keys of villages; undefined for the whole clinic. */
  villages: string[] | undefined
  /** The only patient; undefined for all. */
  patient: string | undefined
  /** What is left of a document; undefined when all is. */
  shape: ((document: Record<string, unknown>) => Record<string, unknown>) | undefined
}

/** A card outside a person's own patients that they may see until `untilMs`. */
export interface Opening {
  person: string
  patient: string
  openedAtMs: number
  untilMs: number
  reason: string
}

export interface WriteOptions {
  /** False for replicated revisions, which keep the history they came with. */
  newEdits: boolean
  guard?: WriteGuard | undefined
  /** The practitioner whose session brought the write; kept with the document for the audit. */
  deliveredBy?: string | undefined
  /** Bodies of revisions that the write replaces are dropped at once, not at the next compaction. */
  dropsOldBodies?: boolean | undefined
  /** Finds out whom a document is about; left out where there are no scopes. */
  placeOf?: PlaceOf | undefined
  /** For whom a card that was just written stays open for a time; noted in the same transaction. */
  openingOf?: ((written: IncomingDocument, places: Places) => Opening | undefined) | undefined
}
export type WriteOutcome = { id: string; rev: string } | ({ id: string } & Refusal)

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

export interface DatabaseInfo {
  name: string
  documents: number
  tombstones: number
  updateSeq: string
  fileBytes: number
  activeBytes: number
  createdAt: string
  /** The number of the newest purge. */
  purgeNumber: number
}

export interface DatabaseLimits {
  /** Revisions that each leaf keeps of its line. */
  revisions: number
  /** Entries of the purge log that outlive compaction. */
  purgedInfos: number
}

export interface Database {
  readonly name: string
  /** Which part of a database this is (`ReadScope.key`); undefined for the whole. */
  readonly part: string | undefined
  readonly epoch: string
  /** The newest visible number. */
  readonly updateNumber: number
  /** Up to which number a place in the feed of an earlier epoch holds here too; what came after it was lost. */
  commonWith(epoch: string, number: number): number
  info(): DatabaseInfo
  write(batch: IncomingDocument[], options: WriteOptions): Promise<WriteOutcome[]>
  /** The winner without its body's cost. */
  winner(id: string): { rev: string; deleted: boolean } | undefined
  read(id: string): StoredRevision | undefined
  readRevision(id: string, rev: string): StoredRevision | undefined
  /** The number of a document's newest change; 0 without one. */
  sequenceNumberOf(id: string): number
  /** Every leaf, winner first. */
  leaves(id: string): { rev: string; deleted: boolean }[]
  /** Hashes from this revision back to the oldest known; undefined for an unknown revision. */
  history(id: string, rev: string): { start: number; ids: string[] } | undefined
  /** The leaves that a known revision led to. */
  latest(id: string, rev: string): string[]
  missing(id: string, revs: string[]): { missing: string[]; possibleAncestors: string[] }
  /** Runs many reads on one state of the database; far cheaper than each alone. */
  together<T>(read: () => T): T
  changes(query: ChangesQuery): ChangesRows
  /** Documents whose newest change is after this number. */
  pendingAfter(number: number): number
  allDocs(query: AllDocsQuery): AllDocsRows
  /** Documents as JSON text in the order of their ids: after `from`, which is left out, and before `to`. */
  documentsById(range: { from: string; to?: string | undefined; limit: number }): string[]
  /** How many documents of a space are not deleted. */
  countOf(space: DocumentSpace): number
  /** One row a key, in order. */
  allDocsByKeys(keys: unknown[], options: KeysOptions): Buffer
  /** The content under a digest. */
  attachment(digest: string): Buffer | undefined
  /** The content under a digest as it is kept: packed with gzip, or as it was sent. */
  keptAttachment(digest: string): { bytes: Buffer; isPacked: boolean } | undefined
  /** A stored body with what is to be seen of its attachments. */
  withAttachments(body: string, shown: AttachmentsShown): string
  getLocal(id: string): { rev: string; body: string } | undefined
  /** `previous` is the number that the client knows; nothing is compared, the answer counts on from it. */
  putLocal(id: string, body: string, previous?: number): Promise<string>
  removeLocal(id: string): Promise<boolean>
  /** Who may open it, as JSON text; undefined while nobody has said. */
  readonly security: string | undefined
  putSecurity(text: string): Promise<void>
  /** Drops the bodies of old revisions, and what no document uses any more. */
  compact(): Promise<void>
  /** Removes leaves as if they had never been; a document without leaves is gone. Gives the leaves that were there. */
  purge(asked: [id: string, revs: string[]][]): Promise<[id: string, removed: string[]][]>
  limits(): DatabaseLimits
  setLimits(limits: Partial<DatabaseLimits>): Promise<void>
  /** The part of this database that a scope leaves; of one scope always the same object. */
  within(scope: ReadScope): Database
  readonly places: Places
  /** Finds out once whom the documents are about that were stored before anybody asked. */
  placeAll(placeOf: PlaceOf): Promise<void>
  /** Lets a person see a card for a time. Its documents appear again in the feed. False without such a card. */
  open(opening: Opening): Promise<boolean>
  /** The newest first. */
  openings(limit: number): Opening[]
  /** Tells where patients belong whose cards are in another database; their documents here appear again in the feed. */
  settle(patients: readonly { patient: string; villages: readonly string[] }[]): Promise<void>
  /** Called after each commit that made changes visible. Returns the way to stop. */
  onCommit(listener: () => void): () => void
}
