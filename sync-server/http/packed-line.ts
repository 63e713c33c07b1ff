import { createPackedPieces, emptyPiece, type Packing } from './packing.ts'

/** What is sent of a feed, packed; pieces that follow one another at once go as one. */
export interface PackedLine {
  /** Sent at the end of this turn, with what comes until then. */
  write(bytes: Buffer): void
  end(bytes: Buffer): Buffer
}

/** Whole answers that many feeds get, by their last rows and their end. */
const known = new WeakMap<Buffer, Map<string, Buffer>>()

/**
 * Packs the pieces of a waiting feed. Before there is news only pieces without content are sent, so that the answer is
 * one piece, as small as it can be, made once for all feeds that get the same.
 * @param send brings a piece on its way
 */
export function createPackedLine(packing: Packing, send: (piece: Buffer) => void): PackedLine {
  const pieces = createPackedPieces(packing)
  let held: Buffer[] = []
  let opened = false
  let sent = false
  let soon: NodeJS.Immediate | undefined
  const isSignOfLife = (bytes: Buffer) => bytes.length === 1
  const flush = (): void => {
    soon = undefined
    if (held.length === 0) return
    send(pieces.next(Buffer.concat(held)))
    sent = true
    held = []
  }
  return {
    write(bytes) {
      const isOpening = !opened
      opened = true
      if (!isSignOfLife(bytes)) held.push(bytes)
      // The opening waits for the news, which may take hours.
      if (isOpening || isSignOfLife(bytes)) send(emptyPiece)
      else soon ??= setImmediate(flush)
    },
    end(bytes) {
      if (soon) clearImmediate(soon)
      const [rows] = held.slice(-1)
      const whole = () => pieces.last(Buffer.concat([...held, bytes]))
      if (sent || held.length !== 2 || !rows) return whole()
      const key = `${packing.number} ${held[0]} ${bytes}`
      const made = known.get(rows) ?? new Map<string, Buffer>()
      known.set(rows, made)
      const answer = made.get(key) ?? whole()
      made.set(key, answer)
      return answer
    },
  }
}
