import type { LiveQuery } from './live-query.ts'

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
  /** This PC is to bring no more of it by itself. What has come stays. */
  keepPart(): Promise<void>
}
