import { pictureSize } from './picture-size.ts'
import type { FileRefusal } from './recognise-file.ts'
import { withoutMetadata } from './without-metadata.ts'

/** A page of A4 at 220 dots an inch: its small print can be read, and printed again. */
export const longestSide = 2600
/** A picture of this size keeps its dots. */
const keptAsItIsBytes = 1.5 * 1024 * 1024
const quality = 0.85
/** Of a picture that should keep its dots and cannot be taken apart. */
const nearestQuality = 0.95
const thumbnailSide = 160
const thumbnailQuality = 0.6
/** What a picture may unpack to: a sheet of A3 at 600 dots an inch. */
const mostDots = 80_000_000

export interface Picture {
  bytes: Uint8Array<ArrayBuffer>
  type: 'image/jpeg' | 'image/png'
  /** Of the file as it came, where this one is smaller. */
  originalSize?: number
  thumbnail: Uint8Array<ArrayBuffer>
}

async function drawn(source: ImageBitmap, side: number, quality: number): Promise<Uint8Array<ArrayBuffer>> {
  const scale = Math.min(1, side / Math.max(source.width, source.height))
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(source.width * scale)),
    Math.max(1, Math.round(source.height * scale)),
  )
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  // Of a transparent PNG: paper is white.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
  return new Uint8Array(await blob.arrayBuffer())
}

/**
 * A picture as a record keeps it: a large one smaller, upright as the camera meant it; always without what the camera
 * wrote of place, device and owner; and a small one for lists. `asItIs` keeps every dot.
 */
export async function shrinkPicture(
  bytes: Uint8Array<ArrayBuffer>,
  type: Picture['type'],
  asItIs: boolean,
): Promise<Picture | { refusal: FileRefusal }> {
  const size = pictureSize(bytes)
  if (!size || size.width * size.height === 0) return { refusal: 'unreadable' }
  if (size.width * size.height > mostDots) return { refusal: 'too-many-dots' }
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(new Blob([bytes], { type }), { imageOrientation: 'from-image' })
  } catch {
    return { refusal: 'unreadable' }
  }
  try {
    const thumbnail = await drawn(bitmap, thumbnailSide, thumbnailQuality)
    const isSmall = bytes.length <= keptAsItIsBytes && Math.max(bitmap.width, bitmap.height) <= longestSide
    const plain = withoutMetadata(bytes, type)
    const whole = Math.max(bitmap.width, bitmap.height)
    const asItCame: Picture = plain
      ? { bytes: plain, type, thumbnail }
      : { bytes: await drawn(bitmap, whole, nearestQuality), type: 'image/jpeg', thumbnail }
    if (asItIs || isSmall) return asItCame
    const smaller = await drawn(bitmap, longestSide, quality)
    return smaller.length < bytes.length
      ? { bytes: smaller, type: 'image/jpeg', originalSize: bytes.length, thumbnail }
      : asItCame
  } finally {
    bitmap.close()
  }
}
