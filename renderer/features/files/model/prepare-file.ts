import { type FileRefusal, type FileType, headBytes, recogniseFile } from './recognise-file.ts'
import { shrinkPicture } from './shrink-picture.ts'

/** A file as a record will keep it. */
export interface PreparedFile {
  type: FileType
  bytes: Uint8Array<ArrayBuffer>
  originalSize?: number
  /** Of a picture. */
  thumbnail?: Uint8Array<ArrayBuffer>
}

/** What is kept beside the file itself: seals, the list of its parts, the database's own. */
const roomFactor = 1.6
const spareRoomBytes = 20 * 1024 * 1024

/**
 * Looks at a file before anything is stored of it. Nothing is read of one that is too large.
 * @param room bytes that this PC has left; undefined where nobody knows
 * @param asItIs keeps a picture as it came
 */
export async function prepareFile(
  file: Blob,
  room: number | undefined,
  asItIs: boolean,
): Promise<PreparedFile | { refusal: FileRefusal }> {
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer())
  const known = recogniseFile(head, file.size)
  if ('refusal' in known) return known
  const bytes = new Uint8Array(await file.arrayBuffer())
  const prepared =
    known.type === 'application/pdf'
      ? { type: known.type, bytes }
      : await shrinkPicture(bytes, known.type, asItIs)
  if ('refusal' in prepared) return prepared
  const needed = prepared.bytes.length * roomFactor + spareRoomBytes
  return room !== undefined && room < needed ? { refusal: 'no-room' } : prepared
}
