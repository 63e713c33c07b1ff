import { wireSchemaHeader, wireSchemaVersion } from '#shared/contract/wire-schema.ts'
import { doubtfulMs, type HybridClock } from '#shared/kit/hybrid-clock.ts'
import type { StatusKeeper } from './sync-status.ts'

/** An answer that took longer says too little about the server's clock. */
const quickMs = 10_000

/** What the headers of the server's answers tell: how far this PC's clock is off, and newer documents. */
export function createLineRemarks(hybridClock: HybridClock, keeper: Pick<StatusKeeper, 'remark'>) {
  let lastOffMs = 0
  const clockIs = (offMs: number) => {
    lastOffMs = offMs
    hybridClock.learnOff(offMs)
    const isOff = Math.abs(offMs) > doubtfulMs
    // Whole minutes: the header has seconds, and a remark that changes all the time is noise.
    const minutes = Math.round(offMs / 60_000)
    keeper.remark('clock-off', isOff ? { kind: 'clock-off', offMs: minutes * 60_000 } : undefined)
  }
  return {
    onHeaders(headers: Headers, sentMs: number, receivedMs: number): void {
      const tookMs = receivedMs - sentMs
      const serverMs = Date.parse(headers.get('date') ?? '')
      if (!Number.isNaN(serverMs) && tookMs >= 0 && tookMs < quickMs)
        clockIs(receivedMs - tookMs / 2 - (serverMs + 500))
      const schema = Number.parseInt(headers.get(wireSchemaHeader) ?? '', 10)
      const isNewer = schema > wireSchemaVersion
      keeper.remark('newer-documents', isNewer ? { kind: 'newer-documents' } : undefined)
    },
    /** How far this PC's clock is ahead, as far as that is known. */
    offMs: () => lastOffMs,
    /** Without any contact yet: a clock that stands before the last contact, by the server's, is surely wrong. */
    atStart(nowMs: number, lastContactMs: number | undefined): void {
      if (lastContactMs !== undefined && lastContactMs - nowMs > doubtfulMs) clockIs(nowMs - lastContactMs)
    },
  }
}
