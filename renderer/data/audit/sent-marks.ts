import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import type { LocalStore } from '../storage/local-store.ts'

/** One chain of one PC. */
export interface ChainName {
  station: string
  chain: string
}
/** A number of each chain, under its name as a key: up to there. */
export type ChainMarks = Record<string, number>

export const chainKey = ({ station, chain }: ChainName): string => `${station}.${chain}`
export const chainOfKey = (key: string): ChainName => {
  const [station = '', chain = ''] = key.split('.')
  return { station, chain }
}

/** The events of each chain. */
export function byChain(events: readonly AuditEvent[]): Map<string, AuditEvent[]> {
  const chains = new Map<string, AuditEvent[]>()
  for (const event of events) {
    const key = chainKey(event)
    const chain = chains.get(key)
    if (chain) chain.push(event)
    else chains.set(key, [event])
  }
  return chains
}

/** The marks with these events, too. */
export function withEvents(marks: ChainMarks, events: readonly AuditEvent[]): ChainMarks {
  const all = { ...marks }
  for (const event of events) {
    const key = chainKey(event)
    all[key] = Math.max(all[key] ?? 0, event.number)
  }
  return all
}

interface Sent {
  chain: string
  number: number
}
const sentKey = 'audit/sent'
const carriedSentPrefix = 'audit/carried-sent/'
const hadPrefix = 'audit/had/'
/** At a day of the server's clock it had the chain up to this number. */
interface Had {
  days: { dayMs: number; number: number }[]
}
const longDayMs = 24 * 3_600_000

/**
 * Up to where the server has what lies here: of this PC's newest chain, and of the chains of others that files brought.
 */
export function createSentMarks(local: LocalStore, station: string) {
  const own = (): Sent | undefined => local.get<Sent>(sentKey)
  const of = (name: ChainName): number => {
    if (name.station !== station)
      return local.get<{ number: number }>(carriedSentPrefix + chainKey(name))?.number ?? 0
    const known = own()
    // Chains are sent in the order in which they began.
    if (known && name.chain < known.chain) return Number.POSITIVE_INFINITY
    return known?.chain === name.chain ? known.number : 0
  }
  return {
    /** Of this PC; undefined before the server had anything of it. */
    own,
    of,
    /** The server has the chain up to this number. */
    async put(name: ChainName, number: number): Promise<void> {
      if (number <= of(name)) return
      if (name.station === station) await local.put(sentKey, { chain: name.chain, number } satisfies Sent)
      else await local.put(carriedSentPrefix + chainKey(name), { number })
    },
    /**
     * Up to where the server has had the chain since this moment of its own clock, 0 for nothing. It is noted once a day how
     * far it has it.
     */
    async hadSince(name: ChainName, sinceMs: number, nowMs: number): Promise<number> {
      const key = hadPrefix + chainKey(name)
      const days = local.get<Had>(key)?.days ?? []
      const had = days.findLast(({ dayMs }) => dayMs <= sinceMs)
      const dayMs = Math.ceil(nowMs / longDayMs) * longDayMs
      if (days.every((day) => day.dayMs < dayMs)) {
        const number = Math.min(of(name), Number.MAX_SAFE_INTEGER)
        const kept = days.filter((day) => had === undefined || day.dayMs >= had.dayMs)
        await local.put(key, { days: [...kept, { dayMs, number }] } satisfies Had)
      }
      return had?.number ?? 0
    },
    /** From this number on something of another PC's chain must go to the server, once more perhaps. */
    async from(name: ChainName, number: number): Promise<void> {
      if (number <= of(name)) await local.put(carriedSentPrefix + chainKey(name), { number: number - 1 })
    },
  }
}
export type SentMarks = ReturnType<typeof createSentMarks>
