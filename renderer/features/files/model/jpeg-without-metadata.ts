import { concatBytes } from './concat-bytes.ts'
import { exifWithOrientation, orientationOf, upright } from './exif-orientation.ts'

const marker = { startOfScan: 0xda, end: 0xd9, app0: 0xe0, exif: 0xe1, icc: 0xe2, adobe: 0xee, comment: 0xfe }
const exifName = 'Exif\0\0'
const iccName = 'ICC_PROFILE\0'

const beginsWith = (bytes: Uint8Array, name: string): boolean =>
  [...name].every((letter, at) => bytes[at] === letter.charCodeAt(0))
const isRestart = (code: number): boolean => code >= 0xd0 && code <= 0xd7
const standsAlone = (code: number): boolean => isRestart(code) || code === 0x01

/** Of the application blocks those that say how colours are meant; without them a wound is of another red. */
const isOfColours = (code: number, content: Uint8Array): boolean =>
  (code === marker.app0 && beginsWith(content, 'JFIF\0')) ||
  (code === marker.icc && beginsWith(content, iccName)) ||
  (code === marker.adobe && beginsWith(content, 'Adobe'))

/** The picture up to its end mark with the blocks that decode it; Exif keeps how it is turned, and nothing else stays. */
export function jpegWithoutMetadata(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  const kept: Uint8Array[] = []
  let orientation: number | undefined
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const code = bytes[at + 1]!
    // Filling bytes.
    if (code === 0xff) {
      at += 1
      continue
    }
    if (code === marker.end) return joined(orientation, kept)
    if (standsAlone(code)) {
      kept.push(bytes.subarray(at, at + 2))
      at += 2
      continue
    }
    if (at + 4 > bytes.length) return undefined
    const next = at + 2 + (bytes[at + 2]! << 8) + bytes[at + 3]!
    if (next < at + 4 || next > bytes.length) return undefined
    const content = bytes.subarray(at + 4, next)
    const isApplication = code >= marker.app0 && code <= 0xef
    // Browsers turn it as the first one says.
    if (code === marker.exif && beginsWith(content, exifName))
      orientation ??= orientationOf(content.subarray(exifName.length))
    const stays = isApplication ? isOfColours(code, content) : code !== marker.comment
    const end = code === marker.startOfScan ? endOfScan(bytes, next) : next
    if (stays) kept.push(bytes.subarray(at, end))
    at = end
  }
  // Without an end mark it was cut: browsers draw such a one, and so it is kept, up to where it goes.
  return kept.length > 0 ? joined(orientation, kept) : undefined
}

/** Dots are bytes in which no marker stands but restarts; 0xff itself is followed by 0. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1)
    if (bytes[at] === 0xff && bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff && !isRestart(bytes[at + 1]!))
      return at
  return bytes.length
}

function joined(orientation: number | undefined, kept: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const [first, ...others] = kept
  const isJfif = first?.[1] === marker.app0
  const exif = orientation === undefined || orientation === upright ? [] : [exifBlock(orientation)]
  // JFIF stands first where there is one.
  const blocks = isJfif && first ? [first, ...exif, ...others] : [...exif, ...kept]
  return concatBytes([Uint8Array.of(0xff, 0xd8), ...blocks, Uint8Array.of(0xff, marker.end)])
}

function exifBlock(orientation: number): Uint8Array {
  const tiff = exifWithOrientation(orientation)
  const length = 2 + exifName.length + tiff.length
  const name = new TextEncoder().encode(exifName)
  return concatBytes([Uint8Array.of(0xff, marker.exif, length >> 8, length & 0xff), name, tiff])
}
