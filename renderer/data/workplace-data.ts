import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { Immunization } from '#shared/domain/immunization/immunization.schema.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import type { Measurements } from '#shared/domain/measurement/measurement.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import type { AuditControl } from './controls/audit-control.ts'
import type { CourierControl } from './controls/courier-control.ts'
import type { FilesControl } from './controls/files-control.ts'
import type { HistoryControl } from './controls/history-control.ts'
import type { KeyRenewalControl, SigningKeyShelf } from './controls/keys-control.ts'
import type { LiveQuery } from './controls/live-query.ts'
import type {
  DraftRepository,
  FormDraftRepository,
  PatientRepository,
  PrescriptionDraftRepository,
  Repository,
} from './controls/repository.ts'
import type { SyncControl } from './controls/sync-control.ts'

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
   * @param madeFrom the states that they were made from; a document without one is new. What has taken the place of its
   * state meanwhile, or stands under the id of a new one, is not written over: the two meet
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
