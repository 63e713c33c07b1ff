import type { LocalStore } from '../storage/local-store.ts'
import { AnswerError, isOtherScope, isUnknownSince } from './answer-error.ts'
import { bringPages, isLastPage, type PageWork, storePage } from './bring-pages.ts'
import { firstLoadLanes, floorOf, lanesBeforeWork } from './first-load-lanes.ts'
import { beginning, type Sequence } from './sequence.ts'

/**
 * Promise: a station can be worked with from the first minute. An empty station is filled in lanes, what is needed first
 * comes first; the feed is followed from the place where it stood at the beginning, so nothing falls between the two. It
 * resumes at the last page after a kill, but rests while somebody works who sees another part of the clinic. What of a
 * patient has not come yet is brought when the card is opened; what is older than the floor stays on the server until
 * somebody asks (history.ts).
 */
export interface FirstLoad {
  /** Resolves when the feed can be followed; at once when this station was filled before. */
  ready(): Promise<void>
  /** Resolves when everything is here. */
  whole(): Promise<void>
  /** Brings the past of this patient now, when it is not here yet. */
  bringForward(patientId: string): void
}

interface FirstLoadParts extends PageWork {
  local: LocalStore
  /** Only a station that never knew the server is filled so. */
  isFresh(): boolean
  /** By the server's clock: a station whose own is years off would call everything the past. */
  nowMs(): number
  /** Whether this station is to hold the past, too. */
  keepsAll(): boolean
  /** The feed is another one than when it began. */
  onLost(cause: unknown): Promise<void>
  /** From here on the feed is to be followed. */
  startAt(head: Sequence): Promise<void>
  onProgress(done: number, left: number): void
}

/** How far the first load is, as it lies in the local store. */
export interface FirstLoadState {
  head: Sequence
  lane: number
  since: Sequence
  /** Documents that came, and that the feed had at the beginning. */
  done: number
  total: number
  startedMs: number
  finished: boolean
  /** The month before which only what is always needed was brought; left out when everything was. */
  floor?: string
}
export const firstLoadKey = 'first-load'

/** The lanes cannot be had from this server: the feed is read from its beginning instead. */
const cannotFilter = (cause: unknown) =>
  cause instanceof AnswerError && [400, 404, 405].includes(cause.status) && !isUnknownSince(cause)

export function createFirstLoad(parts: FirstLoadParts): FirstLoad {
  const { local } = parts
  let running: { ready: Promise<void>; whole: Promise<void> } | undefined
  let isWhole = false
  const brought = new Set<string>()

  async function begin(): Promise<FirstLoadState> {
    const newest = await parts.fetchPage('now', undefined, 1)
    const first = await parts.fetchPage(beginning, undefined, 1)
    const total = first.results.length + first.pending
    const startedMs = parts.nowMs()
    const place = { head: newest.last_seq, lane: 0, since: beginning, done: 0 }
    // A clinic without documents has no past that could be missing.
    const floor = total === 0 || parts.keepsAll() ? {} : { floor: floorOf(startedMs) }
    const state: FirstLoadState = { ...place, total, startedMs, finished: total === 0, ...floor }
    await local.put(firstLoadKey, state)
    return state
  }

  /** Brings pages until this lane is reached. */
  async function load(from: FirstLoadState, untilLane: number): Promise<FirstLoadState> {
    let state = from
    while (state.lane < untilLane && !state.finished) {
      const lanes = firstLoadLanes(state.startedMs, state.floor)
      try {
        const page = await parts.fetchPage(state.since, lanes[state.lane])
        await storePage(parts, state.since, page)
        const isEnd = isLastPage(page)
        const done = state.done + page.results.length
        const place = isEnd
          ? { lane: state.lane + 1, since: beginning }
          : { lane: state.lane, since: page.last_seq }
        state = { ...state, ...place, done, finished: isEnd && place.lane === lanes.length }
        parts.onProgress(done, Math.max(0, state.total - done))
      } catch (cause) {
        if (!isUnknownSince(cause)) throw cause
        await parts.onLost(cause)
        state = await begin()
      }
      await local.put(firstLoadKey, state)
    }
    return state
  }

  /** Looked up when this window leads, perhaps days after it was opened: another one has filled the station by then. */
  function run() {
    if (running) return running
    const before = local.get<FirstLoadState>(firstLoadKey)
    if (before ? before.finished : !parts.isFresh()) {
      isWhole = true
      running = { ready: Promise.resolve(), whole: Promise.resolve() }
      return running
    }
    const atWork = (async () => {
      try {
        const state = await load(before ?? (await begin()), lanesBeforeWork)
        await parts.startAt(state.head)
        return state
      } catch (cause) {
        if (!cannotFilter(cause) && !isOtherScope(cause)) throw cause
        // Then everything comes by the feed.
        if (cannotFilter(cause)) await forgetFloor(local)
        return undefined
      }
    })()
    const whole = atWork.then(async (state) => {
      if (state)
        try {
          const { head } = await load(state, Number.POSITIVE_INFINITY)
          // Began again meanwhile: the feed is followed from there.
          if (head !== state.head) await parts.startAt(head)
        } catch (cause) {
          // The next start in this part of the clinic goes on with it.
          if (!isOtherScope(cause)) throw cause
        }
      isWhole = true
    })
    const ready = atWork.then(() => undefined)
    // Told to whoever waits for it; the program may end before anybody does.
    for (const each of [ready, whole]) each.catch(() => undefined)
    running = { ready, whole }
    return running
  }

  return {
    ready: async () => run().ready,
    whole: async () => run().whole,
    bringForward(patientId) {
      if (isWhole || !running || brought.has(patientId)) return
      brought.add(patientId)
      // It comes with its lane anyway.
      bringPages(parts, { patientId }).catch(() => brought.delete(patientId))
    },
  }
}

/** Everything of the clinic is here, or comes: nothing is left for somebody to ask for. */
export async function forgetFloor(local: LocalStore): Promise<void> {
  const { floor, ...state } = local.get<FirstLoadState>(firstLoadKey) ?? {}
  if (floor !== undefined) await local.put(firstLoadKey, state)
}
