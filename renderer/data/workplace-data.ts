import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { Immunization } from '#shared/domain/immunization/immunization.schema.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import type { Measurements } from '#shared/domain/measurement/measurement.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { Visit, VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'

/**
 * What the screens know of local data. The bodies are in this folder; nobody outside it sees RxDB, Dexie or PouchDB.
 */
export interface LiveQuery<T> {
  /** Calls back with the first result as soon as it is there and again after every change. Returns the end. */
  subscribe(listener: (value: T) => void, onError?: (error: unknown) => void): () => void
}

export interface Repository<T extends ClinicDocument> {
  get(id: string): Promise<T | undefined>
  watch(id: string): LiveQuery<T | undefined>
  /** Inserts or replaces whole documents in one transaction; resolves only when they are durable on this PC. */
  save(...documents: T[]): Promise<void>
}

/** A collection whose documents belong to a patient. */
export interface PatientRepository<T extends ClinicDocument> extends Repository<T> {
  /** All of one patient's documents, newest first by their clinical date. */
  watchOfPatient(patientId: string): LiveQuery<T[]>
  ofPatient(patientId: string): Promise<T[]>
}

export interface DraftRepository {
  /** Saves a draft on this PC, durably. */
  save(draft: VisitDraft): Promise<void>
  get(visitId: string): Promise<VisitDraft | undefined>
  ofPatient(patientId: string): Promise<VisitDraft[]>
  watchAll(): LiveQuery<VisitDraft[]>
  remove(visitId: string): Promise<void>
}

/** The prescription that is being written for a patient, one at a time. */
export interface PrescriptionDraftRepository {
  /** Saves a draft on this PC, durably, over the one before. */
  save(draft: PrescriptionDraft): Promise<void>
  ofPatient(patientId: string): Promise<PrescriptionDraft | undefined>
  remove(patientId: string): Promise<void>
}

/** Where one document is. */
export type DocumentState =
  | { kind: 'only-here' }
  | { kind: 'on-server' }
  | { kind: 'refused'; code: string; text: string }

/** What the sync indicator says; it never guesses. */
export interface SyncStatus {
  phase: 'starting' | 'first-sync' | 'syncing' | 'idle' | 'offline' | 'error' | 'stopped'
  /** Documents written here that the server has not acknowledged, refused ones included. */
  onlyHere: number
  refused: number
  /** When the server last answered as our server; milliseconds, undefined for never. */
  lastContactMs: number | undefined
  /** Of the first sync: documents here and documents known to be there. */
  progress?: { done: number; total: number }
  /** Why not, when not. */
  problem?: { code: ErrorCode; sinceMs: number }
}

export interface SyncControl {
  status: LiveQuery<SyncStatus>
  /** The states of these documents, live. */
  watchStates(ids: string[]): LiveQuery<ReadonlyMap<string, DocumentState>>
  /** Tries now: after a sign-in, on the user's wish. */
  retryNow(): void
  /** Sends a refused document again (after it was corrected or the server was changed). */
  resend(documentId: string): Promise<void>
}

/** All local data of one clinic, open. */
export interface WorkplaceData {
  patients: Repository<Patient> & {
    /** The whole list, live: first call after the database is open, later ones after each change, batched. */
    watchAll(): LiveQuery<readonly Patient[]>
  }
  visits: PatientRepository<Visit>
  prescriptions: PatientRepository<Prescription>
  conditions: PatientRepository<Condition>
  measurements: PatientRepository<Measurements>
  immunizations: PatientRepository<Immunization>
  inbox: Repository<InboxItem> & {
    /** What is open, newest first. */
    watchOpen(): LiveQuery<InboxItem[]>
  }
  drafts: DraftRepository
  prescriptionDrafts: PrescriptionDraftRepository
  /** Saves documents of several collections; resolves when all are durable. Used by signing and by import. */
  saveAll(documents: readonly ClinicDocument[]): Promise<void>
  sync: SyncControl
  close(): Promise<void>
}
