import { type AuditReceipt, auditReceiptSchema } from '#shared/contract/audit-log.ts'
import { auditIdPrefix } from '#shared/domain/audit/audit-chain.ts'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Clock } from '#shared/kit/clock.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { type AuditStore, eventsOfStation } from './audit-store.ts'
import { newestPlace } from './audit-trail.ts'
import type { OneAtATime } from './one-at-a-time.ts'

/**
 * Brings the trace of access to the server. It is never in a hurry: events gather for minutes and go in one packed
 * request, so that opening cards does not keep a slow line awake. What the server says it lacks goes again, for as long
 * as this PC keeps it: after a restore of the server nothing is lost.
 */
interface UploadParts {
  store: AuditStore
  local: LocalStore
  station: string
  clock: Clock
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

/** How far the server has this PC's chain. */
interface Sent {
  chain: string
  number: number
}
const sentKey = 'audit/sent'

export function createAuditUpload({ store, local, station, clock, oneAtATime, name, post }: UploadParts) {
  const stopping = new AbortController()
  const { signal } = stopping
  /** What the server does not take is not brought again and again. */
  const refused = new Set<string>()
  let running: Promise<void> | undefined

  const sent = (chain: string): number => {
    const known = local.get<Sent>(sentKey)
    return known?.chain === chain ? known.number : 0
  }
  async function send(chain: string, events: AuditEvent[]): Promise<AuditReceipt> {
    const receipt = auditReceiptSchema.safeParse(await post({ station, chain, events }, signal))
    if (!receipt.success) throw new AppError('network.malformed-answer', { detail: 'audit' })
    for (const { place } of receipt.data.refused) if (events[place]) refused.add(events[place].id)
    return receipt.data
  }
  /** Sends in batches. @param onTaken told of the last event of each that the server has */
  async function sendAll(
    chain: string,
    events: AuditEvent[],
    onTaken: (last: AuditEvent) => Promise<void> = async () => {},
  ): Promise<AuditReceipt | undefined> {
    let receipt: AuditReceipt | undefined
    for (let at = 0; at < events.length; at += batchEvents) {
      const batch = events.slice(at, at + batchEvents)
      receipt = await send(chain, batch)
      await onTaken(batch.at(-1)!)
    }
    return receipt
  }

  /** Own events that the server has not confirmed; of every chain, where another one began. */
  async function sendOwn(): Promise<void> {
    const chains = new Map<string, AuditEvent[]>()
    const known = local.get<Sent>(sentKey)
    const events =
      known && known.chain === newestPlace(local)?.chain
        ? await store.read(auditIdPrefix(station, known.chain), known.number + 1)
        : await store.read(eventsOfStation(station))
    for (const event of events) chains.set(event.chain, [...(chains.get(event.chain) ?? []), event])
    for (const [chain, own] of chains) {
      const receipt = await sendAll(chain, own, ({ number }) =>
        local.put(sentKey, { chain, number } satisfies Sent),
      )
      if (receipt) await sendMissing(chain, receipt)
    }
  }

  async function sendMissing(chain: string, { missing }: AuditReceipt): Promise<void> {
    const lowest = missing[0]?.from
    if (lowest === undefined) return
    const lacks = ({ id, number }: AuditEvent) =>
      !refused.has(id) && missing.some(({ from, to }) => from <= number && number <= to)
    const held = (await store.read(auditIdPrefix(station, chain), lowest)).filter(lacks)
    await sendAll(chain, held)
  }

  /** Takes off this PC what the server has had for long. The newest event stays: the chain goes on from it. */
  async function forgetOld(): Promise<void> {
    const known = local.get<Sent>(sentKey)
    if (!known) return
    const before = new Date(clock.now() - keptMs).toISOString()
    const own = await store.read(auditIdPrefix(station, known.chain))
    const old = own.filter(
      (event, place) =>
        event.createdAt < before && event.number <= sent(known.chain) && place < own.length - 1,
    )
    if (old.length > 0) await store.forget(old.map(({ id }) => id))
  }

  let isTidied = false
  async function upload(): Promise<void> {
    await sendOwn()
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
