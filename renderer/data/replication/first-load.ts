import type { ChangesPage } from '#shared/contract/couch.ts'
import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { AnswerError, isOtherScope, isUnknownSince } from './answer-error.ts'
import { type FeedPage, feedPage } from './feed-page.ts'
import { firstLoadLanes, lanesBeforeWork, type Selector } from './first-load-lanes.ts'
import { beginning, type Sequence } from './sequence.ts'

/**
 * Promise: a station can be worked with from the first minute. An empty station is filled in lanes, what is needed first
 * comes first; the feed is followed from the place where it stood at the beginning, so nothing falls between the two. It
 * resumes at the last page after a kill, but rests while somebody works who sees another part of the clinic. What of a patient has not come yet is brought when the card is opened.
 */
export interface FirstLoad {
  /** Resolves when the feed can be followed; at once when this station was filled before. */
  ready(): Promise<void>
  /** Resolves when everything is here. */
  whole(): Promise<void>
  /** Brings the past of this patient now, when it is not here yet. */
  bringForward(patientId: string): void
}

interface FirstLoadParts {
  local: LocalStore
  /** Only a station that never knew the server is filled so. */
  isFresh: boolean
  nowMs(): number
  /** A page of the feed, of these documents alone; waits and tries again as long as it takes. */
  fetchPage(since: Sequence, selector: Selector | undefined, limit?: number): Promise<RawPage>
  /** Stores a part of a page durably; tries again as long as it takes. */
  store(collection: CollectionName, rows: FeedPage['rowsOf']): Promise<void>
  /** The feed is another one than when it began. */
  onLost(cause: unknown): Promise<void>
  /** From here on the feed is to be followed. */
  startAt(head: Sequence): Promise<void>
  onProgress(done: number, left: number): void
}
type RawPage = ChangesPage

interface State {
  head: Sequence
  lane: number
  since: Sequence
  /** Documents that came, and that the feed had at the beginning. */
  done: number
  total: number
  startedMs: number
  finished: boolean
}
const stateKey = 'first-load'

/** The lanes cannot be had from this server: the feed is read from its beginning instead. */
const cannotFilter = (cause: unknown) =>
  cause instanceof AnswerError && [400, 404, 405].includes(cause.status) && !isUnknownSince(cause)

export function createFirstLoad(parts: FirstLoadParts): FirstLoad {
  const { local } = parts
  const before = local.get<State>(stateKey)
  const isOpen = before ? !before.finished : parts.isFresh
  let running: { ready: Promise<void>; whole: Promise<void> } | undefined
  let isWhole = !isOpen
  const brought = new Set<string>()

  async function begin(): Promise<State> {
    const newest = await parts.fetchPage('now', undefined, 1)
    const first = await parts.fetchPage(beginning, undefined, 1)
    const total = first.results.length + first.pending
    const place = { head: newest.last_seq, lane: 0, since: beginning }
    const state: State = { ...place, done: 0, total, startedMs: parts.nowMs(), finished: total === 0 }
    await local.put(stateKey, state)
    return state
  }

  async function storePage(since: Sequence, page: RawPage): Promise<void> {
    const { rowsOf } = feedPage(since, { ...page, asked: 0 })
    for (const name of collectionNames) if (rowsOf.has(name)) await parts.store(name, rowsOf)
  }

  /** Brings pages until this lane is reached. */
  async function load(from: State, untilLane: number): Promise<State> {
    let state = from
    while (state.lane < untilLane && !state.finished) {
      const lanes = firstLoadLanes(state.startedMs)
      try {
        const page = await parts.fetchPage(state.since, lanes[state.lane])
        await storePage(state.since, page)
        const isEnd = page.results.length === 0 || page.pending === 0
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
      await local.put(stateKey, state)
    }
    return state
  }

  function run() {
    if (running) return running
    const atWork = (async () => {
      try {
        const state = await load(before ?? (await begin()), lanesBeforeWork)
        await parts.startAt(state.head)
        return state
      } catch (cause) {
        if (!cannotFilter(cause) && !isOtherScope(cause)) throw cause
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
    whole.catch(() => undefined)
    running = { ready: atWork.then(() => undefined), whole }
    return running
  }

  return {
    ready: async () => (isOpen ? run().ready : undefined),
    whole: async () => (isOpen ? run().whole : undefined),
    bringForward(patientId) {
      if (isWhole || !running || brought.has(patientId)) return
      brought.add(patientId)
      const bring = async () => {
        for (let since = beginning; ; ) {
          const page = await parts.fetchPage(since, { patientId })
          await storePage(since, page)
          if (page.results.length === 0 || page.pending === 0) return
          since = page.last_seq
        }
      }
      // It comes with its lane anyway.
      bring().catch(() => brought.delete(patientId))
    },
  }
}
