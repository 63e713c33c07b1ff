import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import type { LiveQuery } from './live-query.ts'

export interface Repository<T extends ClinicDocument> {
  get(id: string): Promise<T | undefined>
  watch(id: string): LiveQuery<T | undefined>
  /**
   * Writes new documents in one transaction; resolves only when they are durable on this PC. What stands here under such
   * an id already is not written over: the two meet. What was made from a document is saved by `saveAll`.
   */
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
  /** Which form: its kind, then the ids of the patient and of what it changes: `patient-form/new`. */
  place: string
  savedAtMs: number
  /** Plain JSON, known to the form alone. */
  content: object
  /** What it began with; left out by an older program. */
  start?: object
  /** The page where it opens again. */
  at?: string
  /** Whom it is about, in words, where the place names nobody. */
  about?: string
}

/** Forms that are not saved, for when their owner comes back to them. */
export interface FormDraftRepository {
  /** Keeps it on this PC, durably, over what was kept of the form before. */
  save(draft: FormDraft): Promise<void>
  /** At once, so that a form opens with it; what is being saved counts as saved. */
  get(place: string): FormDraft | undefined
  /** The places that begin so. */
  placesIn(prefix: string): string[]
  /** The newest first. */
  watchAll(): LiveQuery<FormDraft[]>
  remove(place: string): Promise<void>
}
