import type { Clock } from './clock.ts'

/**
 * Hybrid logical clock: orders writes across stations whose clocks disagree.
 * A stamp reads `2026-11-22T21:18:45.123Z-0003-station7`: physical time, counter within it, station.
 * Stamps compare as plain strings.
 */
export type HybridTime = string

export interface HybridClock {
  /** A stamp later than every stamp given or seen before. */
  next(): HybridTime
  /** Takes note of another station's stamp. One from more than a day ahead is ignored: that clock is wrong. */
  observe(stamp: HybridTime): void
  /** This PC's clock is so far ahead of the server's, milliseconds (behind: negative): stamps go by the server's. */
  learnOff(offMs: number): void
  /** How far ahead this PC's clock is, when that is too much to trust the times it gives; else undefined. */
  offMs(): number | undefined
}

/** A clock that is off by more than this makes clinical times doubtful. */
export const doubtfulMs = 5 * 60_000

/** No program runs so long without a contact that time alone makes good half of what it was off by then. */
const longOffMs = 30 * 24 * 3600 * 1000

const maxAheadMs = 24 * 3600 * 1000
const stampPattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)-([0-9a-f]{4})-([A-Za-z0-9]{1,32})$/

/** Splits a stamp into its parts; undefined when it is not one. */
export function parseHybridTime(
  stamp: HybridTime,
): { timeMs: number; counter: number; station: string } | undefined {
  const match = stampPattern.exec(stamp)
  if (!match) return undefined
  return { timeMs: Date.parse(match[1]!), counter: Number.parseInt(match[2]!, 16), station: match[3]! }
}

export function createHybridClock(clock: Clock, station: string): HybridClock {
  let lastMs = 0
  let counter = 0
  let off = 0
  let learntMs = 0
  /** Somebody has put the clock right since then, and no server has told yet. */
  const isPutRight = () => {
    const movedMs = clock.now() - learntMs
    return off > 0 ? movedMs < -off / 2 : off < -longOffMs && movedMs > -off / 2
  }
  const isDoubtful = () => Math.abs(off) > doubtfulMs && !isPutRight()
  const now = () => clock.now() - (isDoubtful() ? off : 0)
  return {
    learnOff(offMs) {
      off = Math.round(offMs)
      learntMs = clock.now()
    },
    offMs: () => (isDoubtful() ? off : undefined),
    next() {
      const nowMs = now()
      if (nowMs > lastMs) {
        lastMs = nowMs
        counter = 0
      } else if (counter === 0xffff) {
        lastMs += 1
        counter = 0
      } else counter += 1
      return `${new Date(lastMs).toISOString()}-${counter.toString(16).padStart(4, '0')}-${station}`
    },
    observe(stamp) {
      const seen = parseHybridTime(stamp)
      if (!seen || seen.timeMs > now() + maxAheadMs) return
      if (seen.timeMs > lastMs) {
        lastMs = seen.timeMs
        counter = seen.counter
      } else if (seen.timeMs === lastMs && seen.counter > counter) counter = seen.counter
    },
  }
}
