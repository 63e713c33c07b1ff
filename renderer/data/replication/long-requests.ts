/**
 * A proxy that cuts every request after a while (60 s is usual) is no outage. The first cut of an open longpoll is
 * passed over in silence; when the next comes at the same age, longpolls are ended by the server before that.
 */
export interface LongRequests {
  /** How long the server may hold a longpoll; undefined for as long as it likes, with heartbeats. */
  holdMs(): number | undefined
  /** An open longpoll was cut at this age. True when that is no reason to call the line bad. */
  cut(ageMs: number): boolean
}

const shortestMs = 20_000
const marginMs = 10_000
const alike = 0.2

export function createLongRequests(onCuts: (afterMs: number) => void): LongRequests {
  let before: number | undefined
  let hold: number | undefined
  return {
    holdMs: () => hold,
    cut(ageMs) {
      // So soon, it is the line itself or the server.
      if (ageMs < shortestMs) return false
      if (before !== undefined && Math.abs(ageMs - before) < before * alike) {
        hold = Math.floor(Math.max(marginMs, Math.min(before, ageMs) - marginMs))
        onCuts(Math.round(Math.min(before, ageMs) / 1000) * 1000)
      }
      before = ageMs
      return true
    },
  }
}
