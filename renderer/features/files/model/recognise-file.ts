/** What a record keeps, by its media type. */
export type FileType = 'application/pdf' | 'image/jpeg' | 'image/png'

/** Why a file is not taken; each has its words. */
export type FileRefusal =
  | 'empty'
  | 'too-large'
  | 'no-room'
  | 'heic'
  | 'dicom'
  | 'page'
  | 'office'
  | 'other-picture'
  | 'unknown'
  | 'unreadable'
  | 'not-read'
  | 'too-many-dots'

export const largestFileBytes = 20 * 1024 * 1024
/** Bytes at the beginning that are enough to recognise a file by. */
export const headBytes = 4096

const startsWith = (head: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, place) => head[at + place] === byte)
const ascii = (head: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...head.slice(from, to))

/** What a file is by what is in it: its name and what it says of itself do not count. */
export function recogniseFile(head: Uint8Array, size: number): { type: FileType } | { refusal: FileRefusal } {
  if (size === 0) return { refusal: 'empty' }
  if (size > largestFileBytes) return { refusal: 'too-large' }
  if (startsWith(head, [0xff, 0xd8, 0xff])) return { type: 'image/jpeg' }
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return { type: 'image/png' }
  if (ascii(head, 0, 5) === '%PDF-') return { type: 'application/pdf' }
  if (ascii(head, 4, 8) === 'ftyp' && /hei[cxms]|hev[cx]|mif1|msf1|avi[fs]/.test(ascii(head, 8, 40)))
    return { refusal: 'heic' }
  if (ascii(head, 128, 132) === 'DICM') return { refusal: 'dicom' }
  // Zip containers of office programs, and their older form.
  if (startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0xd0, 0xcf, 0x11, 0xe0]))
    return { refusal: 'office' }
  const isPicture = /^(GIF8|BM|II\*\0|MM\0\*)/.test(ascii(head, 0, 4)) || ascii(head, 8, 12) === 'WEBP'
  if (isPicture) return { refusal: 'other-picture' }
  // Texts that a browser would draw or run: SVG and HTML among them.
  if (/<(!doctype|\?xml|html|svg|script|head|body)/i.test(new TextDecoder().decode(head)))
    return { refusal: 'page' }
  return { refusal: 'unknown' }
}
