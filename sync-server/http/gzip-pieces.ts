import { constants, crc32, deflateRawSync } from 'node:zlib'

/**
 * A gzip stream made of pieces that are packed each on its own: nothing is kept between them, so that thousands of idle
 * feeds cost no compressor each, and feeds that send the same bytes share the work.
 */
export const gzipStart = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
const lastBlock = Buffer.from([3, 0])

const known = new WeakMap<Buffer, Buffer>()

/** The piece that stands for these bytes; it ends on a byte, so the reader has all of it at once. */
export function gzipPiece(bytes: Buffer): Buffer {
  const done = known.get(bytes)
  if (done) return done
  const piece = deflateRawSync(bytes, {
    level: constants.Z_BEST_SPEED,
    finishFlush: constants.Z_SYNC_FLUSH,
  })
  known.set(bytes, piece)
  return piece
}

/** Counts what a reader checks at the end. */
export function createGzipCount() {
  let sum = 0
  let length = 0
  return {
    add(bytes: Buffer): void {
      sum = crc32(bytes, sum)
      length += bytes.length
    },
    end(): Buffer {
      const tail = Buffer.alloc(8)
      tail.writeUInt32LE(sum, 0)
      tail.writeUInt32LE(length % 2 ** 32, 4)
      return Buffer.concat([lastBlock, tail])
    },
  }
}
