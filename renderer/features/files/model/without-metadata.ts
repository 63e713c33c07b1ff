import { jpegWithoutMetadata } from './jpeg-without-metadata.ts'
import { pngWithoutMetadata } from './png-without-metadata.ts'

/**
 * A picture without what a camera, a phone or a program wrote into it (place, device, owner, dates, words, smaller copies,
 * a film behind it), every dot as it was, and turned as before. Undefined where it cannot be taken apart.
 */
export const withoutMetadata = (
  bytes: Uint8Array<ArrayBuffer>,
  type: 'image/jpeg' | 'image/png',
): Uint8Array<ArrayBuffer> | undefined =>
  type === 'image/jpeg' ? jpegWithoutMetadata(bytes) : pngWithoutMetadata(bytes)
