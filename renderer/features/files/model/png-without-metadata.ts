import { concatBytes } from './concat-bytes.ts'
import { exifWithOrientation, orientationOf, upright } from './exif-orientation.ts'

const signatureBytes = 8
/** What a picture is drawn by: dots, palette, transparency, colours, dots an inch. Everything else is said about it. */
const drawing = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs'.split(' '),
)

/** The chunks that draw the picture; eXIf keeps how it is turned, and nothing else stays, nor what stands behind the end. */
export function pngWithoutMetadata(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, signatureBytes)]
  for (let at = signatureBytes; at + 12 <= bytes.length; ) {
    const next = at + 12 + view.getUint32(at)
    if (next > bytes.length) return undefined
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (drawing.has(name)) kept.push(bytes.subarray(at, next))
    else if (name === 'eXIf') {
      const orientation = orientationOf(bytes.subarray(at + 8, next - 4))
      if (orientation !== upright) kept.push(chunk('eXIf', exifWithOrientation(orientation)))
    }
    if (name === 'IEND') return concatBytes(kept)
    at = next
  }
  return undefined
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const named = concatBytes([new TextEncoder().encode(name), content])
  const head = new Uint8Array(4)
  new DataView(head.buffer).setUint32(0, content.length)
  const tail = new Uint8Array(4)
  new DataView(tail.buffer).setUint32(0, crc32(named))
  return concatBytes([head, named, tail])
}

/** The check that PNG asks for. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
