import type { AttachmentsShown, IncomingAttachment } from './attachment.ts'
import type { AuditLog } from './audit-log.ts'
import type {
  AllDocsQuery,
  AllDocsRows,
  ChangesQuery,
  ChangesRows,
  DocumentSpace,
  KeysOptions,
} from './document-lists.ts'
import type { Opening, PlaceOf, Places, ReadScope } from './places.ts'
import type { Records } from './records.ts'

export type * from './document-lists.ts'
export type * from './places.ts'
export type * from './records.ts'

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
