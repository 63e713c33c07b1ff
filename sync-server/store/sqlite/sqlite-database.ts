import type { DatabaseSync } from 'node:sqlite'
import { type Clock, systemClock } from '#shared/kit/clock.ts'
import { generationOf } from '../revision.ts'
import type {
  AllDocsQuery,
  AllDocsRows,
  ChangesQuery,
  ChangesRows,
  Database,
  DatabaseInfo,
  DatabaseLimits,
  DocumentSpace,
  IncomingDocument,
  KeysOptions,
  Opening,
  PlaceOf,
  Places,
  ReadScope,
  StoredRevision,
  WriteOptions,
  WriteOutcome,
} from '../store.ts'
import { createAllDocsReader } from './all-docs-reader.ts'
import { createAttachments } from './attachments.ts'
import { type BodyPacking, createBodyPacking } from './body-packing.ts'
import { createChangesReader } from './changes-reader.ts'
import { createCommitQueue } from './commit-queue.ts'
import { createDocumentCounts, type DocumentCounts } from './document-counts.ts'
import { createDocumentWriter } from './document-writer.ts'
import { historyOf, knows, leavesAfter, leavesOf } from './lineage.ts'
import { createLocalDocuments } from './local-documents.ts'
import { createPlaces } from './places.ts'
import { createPurgeLog } from './purge-log.ts'
import { createRevisionBodies } from './revision-bodies.ts'
import { createRowReader } from './row-reader.ts'
import { createScopedDatabases } from './scoped-database.ts'
import { createSettings } from './settings.ts'

export type CommitTimed = (seconds: number, writes: number) => void

/** One database in one file. Reads see what is committed; all writes pass the commit queue. */
export class SqliteDatabase implements Database {
  readonly name: string
  readonly epoch: string
  readonly #file: DatabaseSync
  readonly #listeners = new Set<() => void>()
  readonly #queue: ReturnType<typeof createCommitQueue>
  readonly #settings: ReturnType<typeof createSettings>
  readonly #packing: BodyPacking
  readonly #counts: DocumentCounts
  readonly #rows: ReturnType<typeof createRowReader>
  readonly #bodies: ReturnType<typeof createRevisionBodies>
  readonly #purges: ReturnType<typeof createPurgeLog>
  readonly #attachments: ReturnType<typeof createAttachments>
  readonly #writer: ReturnType<typeof createDocumentWriter>
  readonly #changes: ReturnType<typeof createChangesReader>
  readonly #allDocs: ReturnType<typeof createAllDocsReader>
  readonly #locals: ReturnType<typeof createLocalDocuments>
  readonly #places: ReturnType<typeof createPlaces>
  readonly #scoped: (scope: ReadScope) => Database
  #visible: number
  #security: string | undefined

  constructor(name: string, file: DatabaseSync, committed?: CommitTimed, clock: Clock = systemClock) {
    this.name = name
    this.#file = file
    this.#settings = createSettings(file)
    this.epoch = this.#settings.get('epoch') ?? ''
    this.#security = this.#settings.get('security')
    this.#packing = createBodyPacking(file)
    this.#counts = createDocumentCounts(file)
    this.#rows = createRowReader(file, this.#packing)
    this.#bodies = createRevisionBodies(file, this.#packing)
    this.#purges = createPurgeLog(file, this.#settings)
    this.#attachments = createAttachments(file)
    this.#places = createPlaces(file, () => clock.now())
    this.#scoped = createScopedDatabases(this, file)
    this.#writer = createDocumentWriter(
      file,
      this.#settings,
      this.#rows,
      this.#bodies,
      this.#attachments,
      this.#packing,
      this.#counts,
      this.#places,
    )
    this.#changes = createChangesReader(file, this.epoch)
    this.#allDocs = createAllDocsReader(file)
    this.#locals = createLocalDocuments(file)
    this.#visible = this.#writer.newestNumber()
    this.#queue = createCommitQueue(file, {
      committed: () => this.#announce(),
      begun: () => this.#counts.begin(),
      rolledBack: () => {
        this.#counts.rollBack()
        this.#writer.reload()
        this.#packing.reload()
      },
      timed: committed,
    })
  }

  get updateNumber(): number {
    return this.#visible
  }

  info(): DatabaseInfo {
    const pages = (name: string) => Number(Object.values(this.#file.prepare(`PRAGMA ${name}`).get() ?? {})[0])
    const pageBytes = pages('page_size')
    const total = pages('page_count')
    return {
      name: this.name,
      documents: this.#counts.documents(),
      tombstones: this.#counts.tombstones(),
      updateSeq: `${this.#visible}-${this.epoch}`,
      fileBytes: total * pageBytes,
      activeBytes: (total - pages('freelist_count')) * pageBytes,
      createdAt: this.#settings.get('createdAt') ?? '',
      purgeNumber: this.#purges.number(),
    }
  }

  write(batch: IncomingDocument[], options: WriteOptions): Promise<WriteOutcome[]> {
    return this.#queue.add(() => this.#writer.write(batch, options))
  }

  winner(id: string) {
    return this.#rows.head(id)
  }

  read(id: string): StoredRevision | undefined {
    return this.#rows.row(id)
  }

  readRevision(id: string, rev: string): StoredRevision | undefined {
    const row = this.#rows.row(id)
    return row?.rev === rev ? row : this.#bodies.of(id, rev)
  }

  sequenceNumberOf(id: string): number {
    return this.#rows.sequenceNumber(id)
  }

  leaves(id: string) {
    const lineage = this.#rows.lineage(id)
    return lineage ? leavesOf(lineage) : []
  }

  history(id: string, rev: string) {
    const lineage = this.#rows.lineage(id)
    return lineage && historyOf(lineage, rev)
  }

  latest(id: string, rev: string): string[] {
    const lineage = this.#rows.lineage(id)
    return lineage ? leavesAfter(lineage, rev) : []
  }

  missing(id: string, revs: string[]) {
    const lineage = this.#rows.lineage(id)
    if (!lineage) return { missing: revs, possibleAncestors: [] }
    const missing = revs.filter((rev) => !knows(lineage, rev))
    if (missing.length === 0) return { missing, possibleAncestors: [] }
    const highest = Math.max(0, ...missing.map(generationOf))
    const possibleAncestors = leavesOf(lineage)
      .map((leaf) => leaf.rev)
      .filter((rev) => generationOf(rev) < highest)
    return { missing, possibleAncestors }
  }

  together<T>(read: () => T): T {
    this.#file.exec('BEGIN')
    try {
      return read()
    } finally {
      this.#file.exec('COMMIT')
    }
  }

  changes(query: ChangesQuery): ChangesRows {
    return this.#changes.read(query)
  }

  pendingAfter(number: number): number {
    return this.#counts.after(number)
  }

  allDocs(query: AllDocsQuery): AllDocsRows {
    return this.#allDocs.range(query)
  }

  allDocsByKeys(keys: unknown[], options: KeysOptions): Buffer {
    return this.#allDocs.byKeys(keys, options)
  }

  countOf(space: DocumentSpace): number {
    return space === 'all' ? this.#counts.documents() : this.#allDocs.count(space)
  }

  documentsById(range: { from: string; to?: string | undefined; limit: number }): string[] {
    return this.#allDocs.documents(range)
  }

  attachment(digest: string): Buffer | undefined {
    return this.#attachments.content(digest)
  }

  withAttachments(body: string, sincePos?: number): string {
    return this.#attachments.inlined(body, sincePos)
  }

  getLocal(id: string) {
    return this.#locals.get(id)
  }

  putLocal(id: string, body: string, previous?: number): Promise<string> {
    return this.#queue.add(() => this.#locals.put(id, body, previous))
  }

  removeLocal(id: string): Promise<boolean> {
    return this.#queue.add(() => this.#locals.remove(id))
  }

  get security(): string | undefined {
    return this.#security
  }

  async putSecurity(text: string): Promise<void> {
    await this.#queue.add(() => this.#settings.set('security', text))
    this.#security = text
  }

  compact(): Promise<void> {
    return this.#queue.add(() => {
      this.#bodies.compact()
      this.#attachments.collect()
      this.#purges.trim()
    })
  }

  purge(asked: [id: string, revs: string[]][]): Promise<[id: string, removed: string[]][]> {
    return this.#queue.add(() => {
      for (const [id, revs] of asked) this.#purges.add(id, revs)
      return this.#writer.purge(asked)
    })
  }

  limits(): DatabaseLimits {
    return { revisions: this.#writer.revisionsLimit(), purgedInfos: this.#purges.limit() }
  }

  setLimits({ revisions, purgedInfos }: Partial<DatabaseLimits>): Promise<void> {
    return this.#queue.add(() => {
      if (revisions !== undefined) this.#writer.setRevisionsLimit(revisions)
      if (purgedInfos !== undefined) this.#purges.setLimit(purgedInfos)
    })
  }

  within(scope: ReadScope): Database {
    return this.#scoped(scope)
  }

  get places(): Places {
    return this.#places.places
  }

  async placeAll(placeOf: PlaceOf): Promise<void> {
    if (this.#settings.get('placed') === '1') return
    await this.#queue.add(() => {
      this.#writer.placeAll(placeOf)
      this.#settings.set('placed', '1')
    })
  }

  open(opening: Opening): Promise<boolean> {
    return this.#queue.add(() => {
      if (this.places.villagesOf(opening.patient) === undefined) return false
      this.#places.open(opening)
      this.#writer.reappear(opening.patient)
      return true
    })
  }

  openings(limit: number): Opening[] {
    return this.#places.openings(limit)
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  commonWith(epoch: string, number: number): number {
    return Math.min(number, this.#pastEpochs()[epoch] ?? 0)
  }

  renewEpoch(epoch: string): void {
    const past = { ...this.#pastEpochs(), [this.epoch]: this.#writer.newestNumber() }
    this.#settings.set('pastEpochs', JSON.stringify(past))
    this.#settings.set('epoch', epoch)
  }

  close(): void {
    this.#queue.close()
    this.#packing.close()
    this.#file.close()
  }

  /** The epochs before this one, each with the last number that is from it here. */
  #pastEpochs(): Record<string, number> {
    return JSON.parse(this.#settings.get('pastEpochs') ?? '{}') as Record<string, number>
  }

  #announce(): void {
    const seq = this.#writer.newestNumber()
    if (seq === this.#visible) return
    this.#visible = seq
    for (const listener of this.#listeners) listener()
  }
}
