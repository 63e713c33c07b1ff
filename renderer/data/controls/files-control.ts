import type { StoredFile } from '../files/file-parts.ts'
import type { FileReading } from '../files/file-reader.ts'
import type { Sending } from '../files/file-sender.ts'
import type { WaitingFile } from '../files/waiting-files.ts'
import type { LiveQuery } from './live-query.ts'

/** Files of patients: sealed here, sent after the records, fetched from the server when they are opened. */
export interface FilesControl {
  /** Whether papers can be added and opened here: without the clinic's key, not; it comes with the first link. */
  readiness(): Promise<'ready' | 'no-key' | 'not-here'>
  /** Bytes that this PC still has room for; undefined where the browser does not tell. */
  room(): Promise<number | undefined>
  /** Keeps a file of a patient on this PC, durably. @returns the id that the record names it by */
  keep(patientId: string, file: StoredFile, options?: { isPreview?: boolean }): Promise<string>
  /** Files that are on this PC alone and how far they are on their way, by id; live. */
  waiting: LiveQuery<ReadonlyMap<string, WaitingFile>>
  /** Sends now, what was refused included: on the user's wish. */
  retryNow(): void
  /** Which of these files are on this PC. */
  here(fileIds: string[]): Promise<ReadonlySet<string>>
  /** @throws AppError `storage.damaged` when a part of it was changed or put in another's place */
  read(
    patientId: string,
    fileId: string,
    options?: { onProgress?: (done: number) => void; onlyHere?: boolean; signal?: AbortSignal },
  ): Promise<FileReading>
}

export type { FileReading, Sending, StoredFile, WaitingFile }
