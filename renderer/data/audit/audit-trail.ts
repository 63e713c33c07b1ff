import { appendEvent, auditIdPrefix } from '#shared/domain/audit/audit-chain.ts'
import type { AuditAction, AuditEntry, AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import type { CommandContext } from '#shared/domain/common/command-context.ts'
import type { AuditControl } from '../controls/audit-control.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { type AuditStore, eventsOfStation, everyEvent } from './audit-store.ts'
import type { OneAtATime } from './one-at-a-time.ts'

/**
 * The trace of access of this PC. Promise: what was recorded is durable in the order in which it happened, and the chain
 * never forks: the newest event is read from the store itself, under a lock, each time one is added; so a kill leaves an
 * event whole or not at all. Nobody waits for it.
 */
interface TrailParts {
  store: AuditStore
  local: LocalStore
  context: CommandContext
  station: string
  oneAtATime: OneAtATime
  /** Of the lock: the database's name. */
  name: string
}

/** Opening the same again within this time is no event of its own. */
const sameOpeningMs = 60_000
const openings: ReadonlySet<AuditAction> = new Set(['card-opened', 'document-opened', 'trail-viewed'])
/** After a refusal of the disk it tries again by itself. */
const retryMs = 5000

/** Where the newest event is at least: saves reading the chain from its beginning, and decides nothing. */
interface Hint {
  chain: string
  number: number
}
const hintKey = 'audit/newest'
export const newestPlace = (local: LocalStore): Hint | undefined => local.get<Hint>(hintKey)

interface Waiting {
  entry: AuditEntry
  /** The moment it happened, whenever it is written. */
  context: CommandContext
}

export interface AuditTrail extends Pick<AuditControl, 'record' | 'settled' | 'ofPatient'> {
  /** Writes what waits, as far as the disk lets it. */
  close(): Promise<void>
}

export function createAuditTrail({
  store,
  local,
  context,
  station,
  oneAtATime,
  name,
}: TrailParts): AuditTrail {
  const waiting: Waiting[] = []
  const lately = new Map<string, number>()
  let running: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  function isRepeated(entry: AuditEntry): boolean {
    if (!openings.has(entry.action)) return false
    const now = context.clock.now()
    const key = `${entry.action} ${entry.documentId ?? entry.patientId ?? ''}`
    const since = now - (lately.get(key) ?? Number.NEGATIVE_INFINITY)
    if (since >= 0 && since < sameOpeningMs) return true
    lately.set(key, now)
    return false
  }

  /** The newest event of this PC, as it lies on the disk. */
  async function newest(): Promise<AuditEvent | undefined> {
    const hint = newestPlace(local)
    const after = hint && (await store.read(auditIdPrefix(station, hint.chain), hint.number))
    if (after && after.length > 0) return after.at(-1)
    return (await store.read(eventsOfStation(station))).at(-1)
  }

  async function write(batch: Waiting[]): Promise<void> {
    let head = await newest()
    // Names of chains sort by time, so that the newest one is read last.
    const chain = head?.chain ?? context.makeId('chain').slice('chain:'.length).slice(0, 14)
    const events: AuditEvent[] = []
    for (const { entry, context } of batch) {
      head = appendEvent({ station, chain, head }, entry, context)
      events.push(head)
    }
    await store.add(events)
    await local.put(hintKey, { chain, number: head!.number } satisfies Hint)
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = [...waiting]
      try {
        await oneAtATime(`lekar-audit/${name}`, () => write(batch))
      } catch {
        // The disk says no: the screens say so themselves. What was seen is not forgotten while the program runs.
        if (!closed) timer = setTimeout(() => void begin(), retryMs)
        return
      }
      waiting.splice(0, batch.length)
    }
  }
  function begin(): Promise<void> {
    clearTimeout(timer)
    running ??= drain().finally(() => {
      running = undefined
    })
    return running
  }

  const settled = async () => {
    while (running) await running
  }
  return {
    record(entry) {
      if (closed || isRepeated(entry)) return
      waiting.push({ entry, context: momentOf(context) })
      void begin()
    },
    settled,
    async ofPatient(patientId) {
      await settled()
      const events = await store.read(everyEvent)
      return events.filter((event) => event.patientId === patientId).sort(newestFirst)
    },
    async close() {
      closed = true
      await begin()
    },
  }
}

/** The context with its clocks held at this moment. */
function momentOf(context: CommandContext): CommandContext {
  const [nowMs, stamp, offMs] = [context.clock.now(), context.hybridClock.next(), context.hybridClock.offMs()]
  return {
    ...context,
    clock: { now: () => nowMs },
    hybridClock: { ...context.hybridClock, next: () => stamp, offMs: () => offMs },
  }
}

const newestFirst = (a: AuditEvent, b: AuditEvent): number =>
  a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : b.number - a.number
