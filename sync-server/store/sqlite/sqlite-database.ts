import type { DatabaseSync } from 'node:sqlite'
import { type Clock, systemClock } from '#shared/kit/clock.ts'
import type { Database, DatabaseInfo, Opening, PlaceOf } from '../store.ts'
import { createAllDocsReader } from './all-docs-reader.ts'
import { createAttachments } from './attachments.ts'
import { createBodyPacking } from './body-packing.ts'
import { createChangesReader } from './changes-reader.ts'
import { createCommitQueue } from './commit-queue.ts'
import { createDocumentCounts } from './document-counts.ts'
import { createDocumentPlaces } from './document-places.ts'
import { createDocumentWriter } from './document-writer.ts'
import { createEpochs } from './epochs.ts'
import { placed } from './layout.ts'
import { createLocalDocuments } from './local-documents.ts'
import { createPlaces } from './places.ts'
import { createPurgeLog } from './purge-log.ts'
import { createRevisionBodies } from './revision-bodies.ts'
import { createRevisionReader } from './revision-reader.ts'
import { createRowReader } from './row-reader.ts'
import { createRowWriter } from './row-writer.ts'
import { createScopedDatabases } from './scoped-database.ts'
import { createSettings } from './settings.ts'

export type CommitTimed = (seconds: number, writes: number) => void

export interface SqliteDatabase extends Database {
  /** The next opening has another epoch. */
  renewEpoch(epoch: string): void
  close(): void
}

/** One database in one file. Reads see what is committed; all writes pass the commit queue. */
export function openSqliteDatabase(
  name: string,
  file: DatabaseSync,
  committed?: CommitTimed,
  clock: Clock = systemClock,
): SqliteDatabase {
  const settings = createSettings(file)
  const epochs = createEpochs(settings)
  const packing = createBodyPacking(file)
  const counts = createDocumentCounts(file)
  const rows = createRowReader(file, packing)
  const bodies = createRevisionBodies(file, packing)
  const purges = createPurgeLog(file, settings)
  const attachments = createAttachments(file)
  const placeStore = createPlaces(file, () => clock.now())
  const written = createRowWriter(file, settings, packing, counts)
  const documentPlaces = createDocumentPlaces(file, written, packing, placeStore)
  const writer = createDocumentWriter({ settings, rows, written, bodies, attachments, documentPlaces })
  const changes = createChangesReader(file, epochs.epoch)
  const allDocs = createAllDocsReader(file)
  const locals = createLocalDocuments(file)

  let visible = written.newestNumber()
  let security = settings.get('security')
  const listeners = new Set<() => void>()
  const announce = (): void => {
    const seq = written.newestNumber()
    if (seq === visible) return
    visible = seq
    for (const listener of listeners) listener()
  }
  const queue = createCommitQueue(file, {
    committed: announce,
    begun: counts.begin,
    rolledBack() {
      counts.rollBack()
      writer.reload()
      packing.reload()
    },
    timed: committed,
  })

  const info = (): DatabaseInfo => {
    const pages = (pragma: string) => Number(Object.values(file.prepare(`PRAGMA ${pragma}`).get() ?? {})[0])
    const pageBytes = pages('page_size')
    const total = pages('page_count')
    return {
      name,
      documents: counts.documents(),
      tombstones: counts.tombstones(),
      updateSeq: `${visible}-${epochs.epoch}`,
      fileBytes: total * pageBytes,
      activeBytes: (total - pages('freelist_count')) * pageBytes,
      createdAt: settings.get('createdAt') ?? '',
      purgeNumber: purges.number(),
    }
  }

  const database: SqliteDatabase = {
    name,
    part: undefined,
    epoch: epochs.epoch,
    get updateNumber() {
      return visible
    },
    commonWith: epochs.commonWith,
    info,
    ...createRevisionReader(rows, bodies, writer.revisionsLimit),
    together(read) {
      file.exec('BEGIN')
      try {
        return read()
      } finally {
        file.exec('COMMIT')
      }
    },
    changes: changes.read,
    pendingAfter: counts.after,
    allDocs: allDocs.range,
    allDocsByKeys: allDocs.byKeys,
    documentsById: allDocs.documents,
    countOf: (space) => (space === 'all' ? counts.documents() : allDocs.count(space)),
    attachment: attachments.content,
    keptAttachment: attachments.kept,
    withAttachments: attachments.shown,
    write: (batch, options) => queue.add(() => writer.write(batch, options)),
    purge: (asked) =>
      queue.add(() => {
        for (const [id, revs] of asked) purges.add(id, revs)
        return writer.purge(asked)
      }),
    compact: () =>
      queue.add(() => {
        bodies.compact()
        attachments.collect()
        purges.trim()
      }),
    getLocal: locals.get,
    putLocal: (id, body, previous) => queue.add(() => locals.put(id, body, previous)),
    removeLocal: (id) => queue.add(() => locals.remove(id)),
    get security() {
      return security
    },
    async putSecurity(text) {
      await queue.add(() => settings.set('security', text))
      security = text
    },
    limits: () => ({ revisions: writer.revisionsLimit(), purgedInfos: purges.limit() }),
    setLimits: ({ revisions, purgedInfos }) =>
      queue.add(() => {
        if (revisions !== undefined) writer.setRevisionsLimit(revisions)
        if (purgedInfos !== undefined) purges.setLimit(purgedInfos)
      }),
    within: (scope) => scoped(scope),
    places: placeStore.places,
    async placeAll(placeOf: PlaceOf) {
      if (settings.get('placed') === placed) return
      await queue.add(() => {
        documentPlaces.placeAll(placeOf)
        settings.set('placed', placed)
      })
    },
    open: (opening: Opening) =>
      queue.add(() => {
        if (placeStore.places.villagesOf(opening.patient) === undefined) return false
        // Where it is open, the person's stations have what is in it; no station gets all of it again and again.
        const isOpen = placeStore.places.isOpen(opening.person, opening.patient)
        placeStore.open(opening)
        if (!isOpen) documentPlaces.reappear(opening.patient)
        return true
      }),
    openings: placeStore.openings,
    settle: (patients) =>
      queue.add(() => {
        for (const { patient, villages } of patients)
          if (placeStore.move(patient, villages)) documentPlaces.reappear(patient)
      }),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    renewEpoch: (epoch) => epochs.renew(epoch, written.newestNumber()),
    close() {
      queue.close()
      packing.close()
      file.close()
    },
  }
  const scoped = createScopedDatabases(database, file)
  return database
}
