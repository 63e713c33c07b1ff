import type { Result } from '#shared/kit/result.ts'
import type { CourierIdentity, CourierKey } from '../courier/courier-keys.ts'
import type { CourierFileProblem } from '../courier/file-reader.ts'
import type { LiveQuery } from './live-query.ts'

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
  /** Files of patients, with their content. */
  files: number
  /** Files that had no room in it and go with a later one. */
  filesLeft: number
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
  /** Files of patients whose content came. */
  files: number
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
