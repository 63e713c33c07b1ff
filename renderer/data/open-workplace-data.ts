import { touched } from '#shared/domain/common/command-context.ts'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import { dayOfDocumentReference } from '#shared/domain/document-reference/document-reference.commands.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { Immunization } from '#shared/domain/immunization/immunization.schema.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import type { Measurements } from '#shared/domain/measurement/measurement.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import {
  type ClinicDocument,
  type CollectionName,
  collectionNames,
  collectionOfType,
} from '#shared/domain/registry.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { assert } from '#shared/kit/assert.ts'
import { openAudit } from './audit/open-audit.ts'
import { createCourier } from './courier/courier.ts'
import { createKeyRenewal } from './encryption/key-renewal.ts'
import { openFiles } from './files/open-files.ts'
import { mapLive } from './live/live-query.ts'
import { liveRows } from './live/live-rows.ts'
import { shareLive } from './live/shared-live.ts'
import type { OpenOptions } from './options.ts'
import { type ConflictHandler, createConflictHandler } from './replication/conflict-handler.ts'
import type { Hash } from './replication/inbox-records.ts'
import { meetWhatCame } from './replication/meet-what-came.ts'
import { recordMeeting } from './replication/record-meeting.ts'
import { startReplication } from './replication/replication.ts'
import { createPatientRepository, createRepository, readRows } from './repositories/document-repository.ts'
import { createDraftRepository } from './repositories/draft-repository.ts'
import { createFormDraftRepository } from './repositories/form-draft-repository.ts'
import { watchInbox } from './repositories/inbox-repository.ts'
import { createPrescriptionDraftRepository } from './repositories/prescription-draft-repository.ts'
import { createSigningKeyShelf } from './repositories/signing-key-shelf.ts'
import { dexieStorage } from './storage/dexie-storage.ts'
import { openDatabase } from './storage/open-database.ts'
import { toDomain } from './storage/stored-document.ts'
import { writeDocuments } from './storage/write-documents.ts'
import type { WorkplaceData } from './workplace-data.ts'

/** Documents of a long list arrive in bulk while syncing: the list is told at most so often. */
const listGatherMs = 100
/** Resolved inbox items that a person may want to take back. */
const resolvedShown = 100

/**
 * Opens the clinic's data on this PC and starts to replicate it.
 * @throws AppError `storage.damaged`, `storage.newer-version`, `storage.unavailable`, `storage.not-answering`: nothing
 * was changed; `storage.emptied`: the browser has deleted all, opening again begins anew; those of
 * carry-over.ts: nothing was lost
 */
export async function openWorkplaceData(options: OpenOptions): Promise<WorkplaceData> {
  const { multiInstance = true, storage = dexieStorage(globalThis, options) } = options
  const name = options.localName ?? options.database
  const hash: Hash = async (text) => database.rxdb.hashFunction(text)
  const handlerOf = (name: CollectionName) =>
    createConflictHandler(
      name,
      recordMeeting(() => database.collections, name, options.context, hash),
      (document) => touched(document, options.context),
    )
  const conflictHandlers = Object.fromEntries(collectionNames.map((name) => [name, handlerOf(name)])) as {
    [Name in CollectionName]: ConflictHandler
  }
  const database = await openDatabase(
    name,
    storage,
    multiInstance,
    (name) => conflictHandlers[name],
    options.onCarryOver,
  )
  const { collections } = database
  const sync = startReplication(database, options, hash, {
    onCopiesRemoved(patients) {
      for (const patientId of patients) audit.control.record({ action: 'copy-removed', patientId })
    },
    unsentFiles: () => files.unsent(),
  })
  const audit = openAudit(database, options)
  const files = openFiles(database, options, sync)
  const keyRenewal = createKeyRenewal({ name, dataKeys: options.dataKeys, renewal: storage.renewal?.(name) })

  const patientList = shareLive(
    liveRows({
      collection: collections.patients,
      read: () => readRows(collections.patients),
      matches: () => true,
      result: (rows): readonly Patient[] => Array.from(rows, toDomain<Patient>),
      gatherMs: listGatherMs,
    }),
  )

  const meets = (name: CollectionName) => meetWhatCame(conflictHandlers[name])
  /** A collection's documents of a patient, newest first by this date. */
  const ofPatients = <T extends ClinicDocument>(name: CollectionName, dateOf: (document: T) => string) =>
    createPatientRepository<T>(collections[name], meets(name), dateOf)
  const visits = ofPatients<Visit>('visits', (visit) => visit.startedAt)

  return {
    patients: {
      ...createRepository<Patient>(collections.patients, meets('patients')),
      watchAll: () => patientList,
    },
    visits: {
      ...visits,
      watchOfPatient(patientId) {
        sync.bringForward(patientId)
        return visits.watchOfPatient(patientId)
      },
    },
    prescriptions: ofPatients<Prescription>('prescriptions', ({ issuedOn }) => issuedOn),
    conditions: ofPatients<Condition>('conditions', ({ onset, createdAt }) => onset ?? createdAt),
    measurements: ofPatients<Measurements>('measurements', ({ month }) => month),
    immunizations: ofPatients<Immunization>('immunizations', ({ occurredAt }) => occurredAt),
    documentReferences: ofPatients<DocumentReference>('documentReferences', dayOfDocumentReference),
    inbox: {
      ...createRepository<InboxItem>(collections.inbox, meets('inbox')),
      watchOpen: () => watchInbox(collections.inbox, 'open', ({ occurredAt }) => occurredAt),
      watchResolved: () =>
        mapLive(
          watchInbox(collections.inbox, 'resolved', (item) => item.resolution?.at ?? item.occurredAt),
          (items) => items.slice(0, resolvedShown),
        ),
    },
    drafts: createDraftRepository(database.local, options.context.author.id),
    prescriptionDrafts: createPrescriptionDraftRepository(database.local, options.context.author.id),
    formDrafts: createFormDraftRepository(database.local, options.context.author.id),
    async saveAll(documents, madeFrom = []) {
      const from = new Map(madeFrom.map((document) => [document.id, document]))
      const byCollection = new Map<CollectionName, ClinicDocument[]>()
      for (const document of documents) {
        const name = collectionOfType(document.type)
        assert(name, `no collection for type ${document.type}`)
        byCollection.set(name, [...(byCollection.get(name) ?? []), document])
      }
      const write = (name: CollectionName) =>
        writeDocuments(collections[name], byCollection.get(name) ?? [], {
          madeFrom: from,
          meet: meets(name),
        })
      // A patient is there before what belongs to the patient; all of that shares the wait for the disk.
      await write('patients')
      const written = await Promise.allSettled(
        collectionNames.filter((name) => name !== 'patients').map(write),
      )
      for (const outcome of written) if (outcome.status === 'rejected') throw outcome.reason
    },
    sync,
    history: sync.history,
    audit: audit.control,
    files: files.control,
    signingKeys: createSigningKeyShelf(database.local),
    courier: createCourier({
      ...{ database, options, sync, conflictHandlers, trace: audit.courier, past: sync.history },
      files: files.carried,
    }),
    keyRenewal,
    async close() {
      patientList.end()
      await files.close()
      await audit.close()
      await keyRenewal.stop()
      await sync.stop()
      database.local.close()
      await database.rxdb.close()
    },
  }
}
