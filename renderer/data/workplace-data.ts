import type { AuditPage, AuditVerification } from '#shared/contract/audit-log.ts'
import type { SigningKeys } from '#shared/contract/signing-keys.ts'
import type { AuditEntry, AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { Immunization } from '#shared/domain/immunization/immunization.schema.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import type { Measurements } from '#shared/domain/measurement/measurement.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { Visit, VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Result } from '#shared/kit/result.ts'
import type { CourierIdentity, CourierKey } from './courier/courier-keys.ts'
import type { CourierFileProblem } from './courier/file-reader.ts'
import type { StoredFile } from './files/file-parts.ts'
import type { FileReading } from './files/file-reader.ts'
import type { Sending } from './files/file-sender.ts'

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
  /** How many documents this PC holds of each patient; reads all of them, page by page. */
  countByPatient(): Promise<ReadonlyMap<string, number>>
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

/** What stood in a form that nobody had saved. */
export interface FormDraft {
  /** Which form: `patient-form/new`. */
  place: string
  savedAtMs: number
  /** Plain JSON, known to the form alone. */
  content: object
}

/** Forms that their owner had to leave, for when they come back. */
export interface FormDraftRepository {
  /** Keeps it on this PC, durably, over what was kept of the form before. */
  save(draft: FormDraft): Promise<void>
  get(place: string): Promise<FormDraft | undefined>
  /** The newest first. */
  watchAll(): LiveQuery<FormDraft[]>
  remove(place: string): Promise<void>
}

/** Where one document is. */
export type DocumentState =
  | { kind: 'only-here' }
  /** `sinceMs`: since when this PC knows it; left out while it is looked up. */
  | { kind: 'on-server'; sinceMs?: number }
  | { kind: 'refused'; code: string; text: string }

/** What is not wrong with the exchange and yet worth knowing. */
export type SyncRemark =
  /** The clock of this PC is so far ahead of the server's (behind: negative), milliseconds. */
  | { kind: 'clock-off'; offMs: number }
  /** Something on the way cuts every long request after so long. */
  | { kind: 'line-cuts'; afterMs: number }
  /** Copies of so many patients, who are nobody's of this PC any more, were taken off it. */
  | { kind: 'copies-removed'; patients: number }
  /** The server writes documents of a newer version: what this program does not know of them is kept, not shown. */
  | { kind: 'newer-documents' }

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
  remarks?: SyncRemark[]
  /** Why not, when not. */
  problem?: { code: ErrorCode; sinceMs: number }
}

export interface SyncControl {
  status: LiveQuery<SyncStatus>
  /** The states of these documents, live. */
  watchStates(ids: string[]): LiveQuery<ReadonlyMap<string, DocumentState>>
  /** Resolves when everything that is only on this PC has been counted; before that a state may say too much. */
  counted(): Promise<void>
  /** The ids of everything that is only on this PC, live. */
  watchOnlyHere(): LiveQuery<string[]>
  /** A card is opened: what of this patient a first sync has not brought yet comes now. */
  bringForward(patientId: string): void
  /** Tries now: after a sign-in, on the user's wish. */
  retryNow(): void
  /** Sends a refused document again (after it was corrected or the server was changed). */
  resend(documentId: string): Promise<void>
  /**
   * Takes a refused document off this PC that the server never had. False where the server has an earlier state of it:
   * then nothing was done.
   */
  withdraw(documentId: string): Promise<boolean>
}

/** What of a patient's past is on this PC. `since`: a month, `2024-11`, from which on everything is here. */
export type PatientHistory =
  /** All that the person may see. */
  | { kind: 'whole' }
  /** What is older is on the server. `refused`: it did not take the question. */
  | { kind: 'part'; since: string; refused?: true }
  /** Somebody asked for it; it comes when the server can be reached. */
  | { kind: 'wished'; since: string }
  /** It is coming; so many documents are here already. */
  | { kind: 'coming'; since: string; done: number }
  /** The server shows this person nothing of the card. */
  | { kind: 'unseen'; since: string }

/** What of the clinic's past is on this PC. */
export type StationHistory =
  | { kind: 'whole' }
  | { kind: 'part'; since: string }
  | { kind: 'coming'; since: string; done: number }

/** The past beyond what a first sync brings. Live news come whatever their age. */
export interface HistoryControl {
  ofPatient(patientId: string): LiveQuery<PatientHistory>
  /** Remembers durably that this patient's past is wanted, and brings it as soon as it can. */
  bring(patientId: string): Promise<void>
  ofStation: LiveQuery<StationHistory>
  /** This PC is to hold the whole past, from now on. */
  keepAll(): Promise<void>
}

/** Another station of the clinic, known from its files. */
export interface CourierPeer {
  station: string
  name: string
  publicKey: string
  /** Its last file that was read here to the end. */
  readAt?: string
  /** Our last file for it. */
  writtenAt?: string
  /** When it read that file; undefined while no file of it has said so. */
  confirmedAt?: string
}

export interface WrittenCourierFile {
  bytes: Uint8Array<ArrayBuffer>
  number: number
  documents: number
}

export type CourierProblem =
  | CourierFileProblem
  /** Written by this very station. */
  | 'own-file'
  | 'other-clinic'
  /** Written for another station. */
  | 'for-another'
  | 'already-read'
  /** A known station with another signing key. */
  | 'other-signature'

/** What reading a file brought. With a problem the parts before it were taken, and the file is not confirmed. */
export interface CourierReading {
  from: string
  taken: number
  merged: number
  unchanged: number
  /** Documents that only a newer version of the program understands. */
  unknown: number
  /** Documents of ours that the file confirms. */
  confirmed: number
  /** Places where its trace of access is not what was recorded: altered, or two of one number. */
  harmedTrace: number
  problem?: CourierProblem
}

/** The same changes as the replication carries, by a file on a stick: for stations without any link. */
export interface CourierControl {
  /** The courier's own secrets, sealed with everything else on this PC. */
  secrets: { get(name: string): Promise<string | undefined>; set(name: string, value: string): Promise<void> }
  peers: LiveQuery<CourierPeer[]>
  /**
   * Writes what the other station is not known to have.
   * @param to a known station, or `*` for one that has not sent a file yet
   */
  write(
    to: string,
    key: CourierKey,
    identity: CourierIdentity,
    onProgress?: (examined: number) => void,
  ): Promise<WrittenCourierFile>
  /** Reads a file; reading it again, or going on after a break, does no harm. @param onProgress 0 to 1 */
  read(
    file: Blob,
    keys: readonly CourierKey[],
    onProgress?: (done: number) => void,
  ): Promise<Result<CourierReading, CourierProblem>>
}

/** The trace of access: who opened, printed and took out what. */
export interface AuditControl {
  /** Records that something happened, now. Nobody waits for it; it is durable in its turn. */
  record(entry: AuditEntry): void
  /** Resolves when everything that was recorded is durable, or the disk has refused it. */
  settled(): Promise<void>
  /** What this PC has recorded about a patient, newest first. */
  ofPatient(patientId: string): Promise<AuditEvent[]>
  /** Looks at the server, which has the events of every PC; sends those of this one first. Throws an AppError. */
  search(query: AuditQuery): Promise<AuditPage>
  /** Asks the server for the card of a patient who is not one's own; its documents come with the next changes. */
  openCard(patientId: string, reason: { code: string; text?: string }): Promise<OpeningOutcome>
  /** Whether the chains on the server are unharmed. Throws an AppError. */
  verification(): Promise<AuditVerification>
}
export type OpeningOutcome = 'opened' | 'no-link' | 'not-found' | 'forbidden'

/** Of audit-log.ts; moments are ISO. */
export interface AuditQuery {
  patient?: string | undefined
  person?: string | undefined
  action?: string | undefined
  from?: string | undefined
  to?: string | undefined
  limit?: number | undefined
  after?: string | undefined
}

/** How far the rows of this PC are under the newest data key. */
export interface KeyRenewalState {
  /** The number of the key under which rows are written. */
  current: number
  /** `nothing-left`: no row is under an older key, and the older keys are still there. */
  phase: 'none' | 'running' | 'nothing-left' | 'failed'
  done: number
  total: number
}

export interface KeyRenewalControl {
  state: LiveQuery<KeyRenewalState>
  /**
   * Gives the older keys up, when nothing is left under them and no other window writes with them.
   * @param drop tells the server; false when it could not be reached
   * @returns whether they are gone
   */
  giveUpOlder(drop: () => Promise<boolean>): Promise<boolean>
}

/** The clinic's signing keys as the server last told them, sealed with everything else on this PC. */
export interface SigningKeyShelf {
  /** `keys` is undefined as long as the server has told none. */
  watch(): LiveQuery<{ keys: SigningKeys | undefined }>
  keep(keys: SigningKeys): Promise<void>
}

/** Files of patients: sealed here, sent after the records, fetched from the server when they are opened. */
export interface FilesControl {
  /** Whether papers can be added and opened here: without the clinic's key, not; it comes with the first link. */
  readiness(): Promise<'ready' | 'no-key' | 'not-here'>
  /** Bytes that this PC still has room for; undefined where the browser does not tell. */
  room(): Promise<number | undefined>
  /** Keeps a file of a patient on this PC, durably. @returns the id that the record names it by */
  keep(patientId: string, file: StoredFile): Promise<string>
  /** Files that are on this PC alone and how far they are on their way, by id; live. */
  waiting: LiveQuery<ReadonlyMap<string, Sending>>
  /** Which of these files are on this PC. */
  here(fileIds: string[]): Promise<ReadonlySet<string>>
  /** @throws AppError `storage.damaged` when a part of it was changed or put in another's place */
  read(
    patientId: string,
    fileId: string,
    options?: { onProgress?: (done: number) => void; onlyHere?: boolean; signal?: AbortSignal },
  ): Promise<FileReading>
}
export type { FileReading, Sending, StoredFile }

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
  documentReferences: PatientRepository<DocumentReference>
  inbox: Repository<InboxItem> & {
    /** What is open, newest first. */
    watchOpen(): LiveQuery<InboxItem[]>
    /** What was dealt with last, newest first. */
    watchResolved(): LiveQuery<InboxItem[]>
  }
  drafts: DraftRepository
  prescriptionDrafts: PrescriptionDraftRepository
  formDrafts: FormDraftRepository
  /**
   * Saves documents of several collections; resolves when all are durable. Used by signing and by import.
   * @param madeFrom the states that they were made from: what has taken the place of one of these meanwhile is not
   * written over, the two meet
   */
  saveAll(documents: readonly ClinicDocument[], madeFrom?: readonly ClinicDocument[]): Promise<void>
  sync: SyncControl
  history: HistoryControl
  audit: AuditControl
  courier: CourierControl
  files: FilesControl
  keyRenewal: KeyRenewalControl
  signingKeys: SigningKeyShelf
  close(): Promise<void>
}
