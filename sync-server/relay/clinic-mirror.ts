import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Clock } from '#shared/kit/clock.ts'
import type { Feeds } from '../couch/feeds.ts'
import type { Database, Opening, Store, StoredRevision, WriteOptions, WriteOutcome } from '../store/store.ts'
import { createMirrorIntake } from './mirror-intake.ts'
import type { MirrorPlacing } from './mirror-placing.ts'
import { type MirrorSource, pageRows, placeUnknown, type SourceState } from './mirror-source.ts'
import { createTurns } from './turns.ts'
import { CouchdbUnavailable } from './unavailable.ts'

export interface MirrorOptions {
  database: string
  source: MirrorSource
  /** The mirrors' own, apart from the server's databases. */
  store: Store
  placing: MirrorPlacing
  feeds: Pick<Feeds, 'endAll'>
  clock: Clock
  /** How long a request waits for a mirror that is being built. */
  waitMs: number
}

const stateSchema = z.object({
  born: z.string(),
  purged: z.string(),
  updateSeq: z.string(),
  since: z.string(),
})
type MirrorState = z.infer<typeof stateSchema>

const recordKind = 'mirror'
const openingsKept = 10_000
const firstPauseMs = 500
const longestPauseMs = 30_000

/** Written through this server, but perhaps not yet in the mirror. */
interface Owed {
  ids: string[]
  options: Partial<WriteOptions>
}

/**
 * A clinic of the CouchDB once more on this server's disk, with whom each document is about (rule S22): what those read
 * who see a part of the clinic. Nothing of it is answered before it has caught up with the CouchDB; where that cannot be
 * done, nothing is answered at all. It holds nothing that cannot be made anew but the openings of a day.
 */
export function createClinicMirror(options: MirrorOptions) {
  const { database: name, source, store, placing, feeds, clock, waitMs } = options
  const inTurn = createTurns()
  const stopped = new AbortController()
  let owed: Owed[] = []
  /** Of a mirror that is being built anew. */
  const openings: Opening[] = []
  let following = false
  /** It was emptied, and not everything is here again. */
  let isBuilding = false
  /** Cards and files agree on where patients belong; a crash may have come between the two. */
  let isAligned = false

  const stateNow = (): MirrorState | undefined => {
    const state = stateSchema.safeParse(store.records.get(recordKind, name))
    return state.success ? state.data : undefined
  }
  const keep = (state: MirrorState): void => store.records.put(recordKind, name, state)
  const mirror = (): Database => {
    const database = store.open(name)
    if (!database) throw new CouchdbUnavailable('no-mirror')
    return database
  }

  const { bring, bringRows } = createMirrorIntake(source, mirror, placing)

  /** An empty mirror with a new epoch, by which stations notice. */
  const begin = ({ born, purged }: SourceState): void => {
    const before = store.open(name)
    openings.push(...(before?.openings(openingsKept) ?? []))
    store.records.remove(recordKind, name)
    isBuilding = true
    isAligned = false
    if (before) {
      feeds.endAll(before)
      store.remove(name)
    }
    store.create(name)
    keep({ born, purged, updateSeq: '', since: '0' })
  }

  const round = async (): Promise<void> => {
    for (let first = owed[0]; first; first = owed[0]) {
      await bring(first.ids, first.options)
      owed = owed.slice(1)
    }
    const now = await source.state()
    const kept = store.open(name) ? stateNow() : undefined
    const isSame = kept?.born === now.born && kept.purged === now.purged
    if (!isSame) begin(now)
    if (!isSame || kept.updateSeq !== now.updateSeq) await walkAll(now)
    for (const opening of openings.splice(0)) if (opening.untilMs > clock.now()) await mirror().open(opening)
    if (!isAligned) await placing.align()
    isAligned = true
    isBuilding = false
  }

  const walkAll = async (now: SourceState): Promise<void> => {
    if (await walk(now)) return
    begin(now)
    if (!(await walk(now))) throw new CouchdbUnavailable('changes')
  }

  /** To the end of the feed; false when the CouchDB does not know the place to go on from. */
  const walk = async ({ born, purged, updateSeq }: SourceState): Promise<boolean> => {
    for (let since = stateNow()!.since; ; ) {
      const page = await source.page(since)
      if (page === placeUnknown) return false
      await bringRows(page.rows)
      since = page.last
      const isEnd = page.rows.length < pageRows
      keep({ born, purged, updateSeq: isEnd ? updateSeq : '', since })
      if (isEnd) return true
    }
  }

  let nextRound: Promise<void> | undefined
  const caughtUp = (): Promise<void> => {
    if (nextRound) return nextRound
    // Who asks while a round runs may know of something that came after its look: the next one is theirs.
    const own = inTurn(() => {
      nextRound = undefined
      return round()
    })
    nextRound = own
    own.catch(() => undefined)
    return own
  }

  /** Goes with the CouchDB, so that feeds which wait here hear of what is new there. */
  const follow = async (): Promise<void> => {
    for (let pauseMs = firstPauseMs; !stopped.signal.aborted; )
      try {
        await caughtUp()
        await source.news(stateNow()?.since ?? '0', stopped.signal)
        pauseMs = firstPauseMs
      } catch {
        await pause(pauseMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      }
  }

  return {
    /** Resolves when everything is here that the CouchDB had when it was asked. Throws, and then nothing may be answered. */
    async ready(): Promise<void> {
      if (!following) {
        following = true
        void follow()
      }
      const done = new AbortController()
      const signal = AbortSignal.any([done.signal, stopped.signal])
      const late = pause(waitMs, undefined, { signal, ref: false })
        .catch(() => undefined)
        .then(() => {
          throw new CouchdbUnavailable('mirror-behind')
        })
      await Promise.race([caughtUp(), late]).finally(() => done.abort())
    },
    /**
     * What is here, for who was told that it is ready. Throws while it is built anew, which may begin after that: of half
     * a clinic nothing may be answered, and no write may be judged by the cards of half of it.
     */
    whole(): Database {
      if (isBuilding) throw new CouchdbUnavailable('mirror-behind')
      return mirror()
    },
    /** Brings what the CouchDB, asked by quorum, holds newer than its feed has told. */
    async agree(held: Map<string, StoredRevision>): Promise<void> {
      const database = mirror()
      const other = [...held.values()].filter(({ id, rev }) => database.winner(id)?.rev !== rev)
      if (other.length > 0) await inTurn(() => bring(other.map(({ id }) => id)))
    },
    /**
     * Writes into the CouchDB and then here, with nobody between: what was written belongs to whoever brought it. The
     * answer is the CouchDB's; what could not be brought here is before anything is read.
     */
    write: (send: () => Promise<WriteOutcome[]>, options: Partial<WriteOptions>): Promise<WriteOutcome[]> =>
      inTurn(async () => {
        const rows = await send()
        const ids = rows.flatMap((row) => ('error' in row ? [] : [row.id]))
        await bring(ids, options).catch(() => owed.push({ ids, options }))
        return rows
      }),
    close: () => stopped.abort(),
  }
}
export type ClinicMirror = ReturnType<typeof createClinicMirror>
