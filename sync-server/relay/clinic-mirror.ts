import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '#shared/kit/clock.ts'
import { CouchError } from '../couch/couch-error.ts'
import type { Feeds } from '../couch/feeds.ts'
import type { Database, Opening, Store, StoredRevision, WriteOutcome } from '../store/store.ts'
import { createMirrorIntake } from './mirror-intake.ts'
import { createMirrorOwed, type Owed } from './mirror-owed.ts'
import type { MirrorPlacing } from './mirror-placing.ts'
import { type MirrorSource, pageRows, placeUnknown, type SourceState } from './mirror-source.ts'
import { createMirrorState } from './mirror-state.ts'
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

const openingsKept = 10_000
const firstPauseMs = 500
const longestPauseMs = 30_000

/**
 * A clinic of the CouchDB once more on this server's disk, with whom each document is about (rule S22): what those read
 * who see a part of the clinic. Nothing of it is answered before it has caught up with the CouchDB; where that cannot be
 * done, nothing is answered at all. It holds nothing that cannot be made anew but the openings of a day.
 */
export function createClinicMirror(options: MirrorOptions) {
  const { database: name, source, store, placing, feeds, clock, waitMs } = options
  const inTurn = createTurns()
  const stopped = new AbortController()
  const { openingOf } = placing
  const owed = createMirrorOwed(store.records, name)
  const state = createMirrorState(store.records, name)
  /** Of a mirror that is being built anew. */
  const openings: Opening[] = []
  let following = false
  /** It was emptied, and not everything is here again. */
  let isBuilding = false
  /** Cards and files agree on where patients belong; a crash may have come between the two. */
  let isAligned = false

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
    state.remove()
    isBuilding = true
    isAligned = false
    if (before) {
      feeds.endAll(before)
      store.remove(name)
    }
    store.create(name)
    state.keep({ born, purged, updateSeq: '', since: '0' })
  }

  /** The database is not there any more: nothing of it stays on this server's disk. */
  const forget = (): void => {
    const before = store.open(name)
    openings.length = 0
    owed.clear()
    state.remove()
    if (!before) return
    feeds.endAll(before)
    store.remove(name)
  }

  const stateThere = (): Promise<SourceState> =>
    source.state().catch((error: unknown) => {
      if (isGone(error)) forget()
      throw error
    })

  const round = async (): Promise<void> => {
    const now = await stateThere()
    const kept = store.open(name) ? state.now() : undefined
    const isSame = kept?.born === now.born && kept.purged === now.purged
    if (!isSame) begin(now)
    const debts = owed.all()
    // Before the feed tells of them, without who brought them.
    await bringOwed(debts)
    if (!isSame || kept.updateSeq !== now.updateSeq) await walkAll(now, debts)
    for (const debt of debts) owed.settled(debt)
    for (const opening of openings.splice(0)) if (opening.untilMs > clock.now()) await mirror().open(opening)
    if (!isAligned) await placing.align()
    isAligned = true
    isBuilding = false
  }

  const bringOwed = async (debts: readonly Owed[]): Promise<void> => {
    for (const { ids, deliveredBy } of debts) await bring(ids, { deliveredBy, openingOf })
  }

  const walkAll = async (now: SourceState, debts: readonly Owed[]): Promise<void> => {
    if (await walk(now)) return
    begin(now)
    await bringOwed(debts)
    if (!(await walk(now))) throw new CouchdbUnavailable('changes')
  }

  /** To the end of the feed; false when the CouchDB does not know the place to go on from. */
  const walk = async ({ born, purged, updateSeq }: SourceState): Promise<boolean> => {
    for (let since = state.now()!.since; ; ) {
      const page = await source.page(since)
      if (page === placeUnknown) return false
      await bringRows(page.rows)
      since = page.last
      const isEnd = page.rows.length < pageRows
      state.keep({ born, purged, updateSeq: isEnd ? updateSeq : '', since })
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
        await source.news(state.now()?.since ?? '0', stopped.signal)
        pauseMs = firstPauseMs
      } catch (error) {
        if (isGone(error)) {
          // Whoever asks again begins anew.
          following = false
          return
        }
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
     * Writes into the CouchDB and then here, with nobody between: what was written belongs to whoever brought it, also
     * when this server ends in between. The answer is the CouchDB's; what could not be brought here is before anything
     * is read.
     */
    write: (
      ids: string[],
      deliveredBy: string | undefined,
      send: () => Promise<WriteOutcome[]>,
    ): Promise<WriteOutcome[]> =>
      inTurn(async () => {
        if (ids.length === 0) return send()
        const debt = owed.note(ids, deliveredBy)
        const rows = await send()
        const written = rows.flatMap((row) => ('error' in row ? [] : [row.id]))
        // Also a debt that cannot be taken off a full disk is no reason to deny what the CouchDB has.
        await bring(written, { deliveredBy, openingOf })
          .then(() => owed.settled(debt))
          .catch(() => undefined)
        return rows
      }),
    /** Looks whether its database is still there, and goes with it. */
    check: (): Promise<void> => inTurn(() => stateThere().then(() => undefined)),
    close: () => stopped.abort(),
  }
}
export type ClinicMirror = ReturnType<typeof createClinicMirror>

const isGone = (error: unknown): boolean => error instanceof CouchError && error.status === 404
