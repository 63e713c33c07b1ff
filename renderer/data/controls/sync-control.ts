import type { ErrorCode } from '#shared/errors/codes.ts'
import type { LiveQuery } from './live-query.ts'

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
  /** The ids of everything that is only on this PC, the newest first, live. */
  watchOnlyHere(): LiveQuery<string[]>
  /** A card is opened: what of this patient a first sync has not brought yet comes now. */
  bringForward(patientId: string): void
  /** Tries now: after a sign-in, on the user's wish. */
  retryNow(): void
  /** Sends a refused document again (after it was corrected or the server was changed). */
  resend(documentId: string): Promise<void>
  /**
   * Takes a refused document off this PC that the server never had, and closes its record in the inbox, which has to keep
   * the body by then. False where the server has an earlier state of it: then nothing was done.
   */
  withdraw(documentId: string): Promise<boolean>
}
