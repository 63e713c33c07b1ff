const orientationTag = 0x0112
const shortType = 3
const entryBytes = 12
export const upright = 1
const mostTurns = 8

/** How a picture is turned by its Exif block (TIFF, without `Exif\0\0`): 1 to 8; 1 where it does not say. */
export function orientationOf(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  if (view.byteLength < 8) return upright
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return upright
  const little = order === 0x4949
  const start = view.getUint32(4, little)
  if (start + 2 > view.byteLength) return upright
  const entries = view.getUint16(start, little)
  for (let at = start + 2; at < start + 2 + entries * entryBytes; at += entryBytes) {
    if (at + entryBytes > view.byteLength) return upright
    if (view.getUint16(at, little) !== orientationTag) continue
    // Of another type it turns no picture in a browser.
    if (view.getUint16(at + 2, little) !== shortType || view.getUint32(at + 4, little) !== 1) return upright
    const value = view.getUint16(at + 8, little)
    return value >= upright && value <= mostTurns ? value : upright
  }
  return upright
}

/** An Exif block that says how the picture is turned, and nothing else. */
export function exifWithOrientation(orientation: number): Uint8Array<ArrayBuffer> {
  const tiff = new Uint8Array(26)
  const view = new DataView(tiff.buffer)
  view.setUint16(0, 0x4d4d)
  view.setUint16(2, 42)
  view.setUint32(4, 8)
  view.setUint16(8, 1)
  view.setUint16(10, orientationTag)
  view.setUint16(12, shortType)
  view.setUint32(14, 1)
  view.setUint16(18, orientation)
  return tiff
}
