import { type AuditReceipt, auditReceiptSchema } from '#shared/contract/audit-log.ts'
import { auditIdPrefix } from '#shared/domain/audit/audit-chain.ts'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { AuditStore } from './audit-store.ts'
import type { CarriedEvents } from './carried-events.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import { byChain, type ChainName, chainKey, chainOfKey, type SentMarks } from './sent-marks.ts'

/**
 * Brings the trace of access to the server. It is never in a hurry: events gather for minutes and go in one packed
 * request, so that opening cards does not keep a slow line awake. What the server says it lacks goes again, for as long
 * as this PC keeps it: after a restore of the server nothing is lost.
 */
interface UploadParts {
  store: AuditStore
  sent: SentMarks
  carried: Pick<CarriedEvents, 'waiting' | 'chains'>
  station: string
  oneAtATime: OneAtATime
  /** Of the lock: the database's name. */
  name: string
  /** Posts a body to the clinic's trace on the server; throws an AppError when it was not taken. */
  post(body: object, signal: AbortSignal): Promise<unknown>
}

export const gatherMs = 3 * 60_000
/** Soon after the start: what the last session left. */
const firstMs = 20_000
const batchEvents = 200
/** What the server has stays on this PC so long; no backup that a server is restored from should be older. */
export const keptMs = 92 * 24 * 3_600_000

export function createAuditUpload({ store, sent, carried, station, oneAtATime, name, post }: UploadParts) {
  const stopping = new AbortController()
  const { signal } = stopping
  /** What the server does not take is not brought again and again. */
  const refused = new Set<string>()
  /** Chains of which the server has told, since the program runs, how far it has them. */
  const told = new Set<string>()
  /** The server's time by its last answer. */
  let serverMs: number | undefined
  let running: Promise<void> | undefined

  async function send(of: ChainName, events: AuditEvent[]): Promise<AuditReceipt> {
    const carriedFrom = of.station === station ? {} : { carriedFrom: of.station }
    const answer = await post({ station, chain: of.chain, events, ...carriedFrom }, signal)
    const receipt = auditReceiptSchema.safeParse(answer)
    if (!receipt.success) throw new AppError('network.malformed-answer', { detail: 'audit' })
    for (const { place } of receipt.data.refused) if (events[place]) refused.add(events[place].id)
    told.add(chainKey(of))
    serverMs = receipt.data.at === undefined ? serverMs : Date.parse(receipt.data.at)
    return receipt.data
  }

  /** Sends a chain's events in batches, then what the server says it lacks of it. */
  async function bring(of: ChainName, events: AuditEvent[]): Promise<void> {
    let receipt = events.length === 0 ? await send(of, []) : undefined
    for (let at = 0; at < events.length; at += batchEvents) {
      const batch = events.slice(at, at + batchEvents)
      receipt = await send(of, batch)
      await sent.put(of, batch.at(-1)!.number)
    }
    await sendMissing(of, receipt!)
  }

  async function sendMissing(of: ChainName, { missing, newest }: AuditReceipt): Promise<void> {
    const ranges = [...missing]
    // A restore of the server took the end of the chain.
    const known = sent.of(of)
    if (newest !== undefined && newest < known) ranges.push({ from: newest + 1, to: known })
    const lowest = ranges[0]?.from
    if (lowest === undefined) return
    const lacks = ({ id, number }: AuditEvent) =>
      !refused.has(id) && ranges.some(({ from, to }) => from <= number && number <= to)
    const held = (await store.read(auditIdPrefix(of.station, of.chain), lowest)).filter(lacks)
    for (let at = 0; at < held.length; at += batchEvents) await send(of, held.slice(at, at + batchEvents))
  }

  /** What waits; and, once after the start, of every chain whether the server still has it. */
  async function sendWaiting(): Promise<void> {
    const chains = byChain(await carried.waiting(station))
    for (const [key, events] of chains) await bring(chainOfKey(key), events)
    const own = sent.own()
    const all = [...(own ? [{ station, chain: own.chain }] : []), ...carried.chains()]
    for (const of of all) if (!told.has(chainKey(of))) await bring(of, [])
  }

  /**
   * Takes off this PC what the server has had for long by its own clock; this PC's may have jumped. The newest event stays:
   * the chain goes on from it.
   */
  async function forgetOld(): Promise<void> {
    if (serverMs === undefined) return
    const own = sent.own()
    for (const of of [...(own ? [{ station, chain: own.chain }] : []), ...carried.chains()]) {
      const events = await store.read(auditIdPrefix(of.station, of.chain))
      const upTo = await sent.hadSince(of, serverMs - keptMs, serverMs)
      const old = events.filter((event, place) => event.number <= upTo && place < events.length - 1)
      if (old.length > 0) await store.forget(old.map(({ id }) => id))
    }
  }

  let isTidied = false
  async function upload(): Promise<void> {
    await sendWaiting()
    if (isTidied) return
    await forgetOld()
    isTidied = true
  }
  /** Sends what waits; resolves also when the server did not take it: the next turn tries again. */
  function sendNow(): Promise<void> {
    running ??= oneAtATime(`lekar-audit-upload/${name}`, upload)
      .catch((cause) => {
        if (!signal.aborted && !(cause instanceof AppError)) throw cause
      })
      .finally(() => {
        running = undefined
      })
    return running
  }
  const first = setTimeout(() => void sendNow(), firstMs)
  const turns = setInterval(() => void sendNow(), gatherMs)

  return {
    sendNow,
    async stop() {
      clearTimeout(first)
      clearInterval(turns)
      stopping.abort()
      await running
    },
  }
}
