import { wholeScope } from '#shared/contract/scope-header.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { HistoryControl } from '../controls/history-control.ts'
import type { LiveQuery } from '../controls/live-query.ts'
import { createLiveValue } from '../live/live-query.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { isOtherFeed, isUnknownSince } from './answer-error.ts'
import { bringPages, type PageWork } from './bring-pages.ts'
import { forgetFloor } from './first-load.ts'
import { pastOnDemand } from './first-load-lanes.ts'
import { createHistoryMarks } from './history-marks.ts'
import { beginning, scopeOfPlace } from './sequence.ts'

/**
 * Promise: of the past that a first load left on the server this PC says that it is there, and brings a patient's when
 * somebody asks for it: now, or at the next contact, also after a restart. What came stays, and the feed keeps it up to
 * date as everything else. A station may be told to hold all of it.
 */
export interface History extends HistoryControl {
  /** This window brings what is wished from now on. */
  lead(): Promise<void>
  /** For files of the courier: since when everything is here, and since when it is where a file comes from. */
  since(): string | undefined
  carried(since: string): Promise<void>
}

interface HistoryParts {
  local: LocalStore
  work: PageWork
  signal: AbortSignal
  nowMs(): number
  /** Resolves when the first load has brought what it brings by itself. */
  loaded(): Promise<void>
  /** The part of the clinic that is seen now. */
  scope(): string | undefined
  /** Whether the feed has ever been read to its end here. */
  isFed(): boolean
  /** Whether the person at this PC sees the card on the server. */
  isSeen(patientId: string): Promise<boolean>
  onFailure(cause: unknown): void
}

/** After this long what the disk did not take is tried again. */
const againMs = 30_000

export function createHistory(parts: HistoryParts): History {
  const { local, work, signal } = parts
  const marks = createHistoryMarks(local, parts.scope, parts.isFed)
  const coming = createLiveValue<{ patientId: string; done: number } | undefined>(undefined)
  /** The server did not take the question: said until somebody asks again. */
  const refused = new Set<string>()
  let leads = false
  let running = false

  async function bring(patientId: string): Promise<void> {
    const state = marks.floor()
    if (!state?.floor) return marks.settle(patientId, undefined)
    coming.set({ patientId, done: 0 })
    const selector = { patientId, ...pastOnDemand(state.startedMs, state.floor) }
    const page = await bringPages(work, selector, ({ results }) =>
      coming.set({ patientId, done: (coming.get()?.done ?? 0) + results.length }),
    )
    const scope = scopeOfPlace(page.last_seq) ?? wholeScope
    const isSeen = scope === wholeScope || (await parts.isSeen(patientId))
    await marks.settle(patientId, { kind: isSeen ? 'here' : 'unseen', scope })
  }

  /** One after the other: a weak line brings one patient's past sooner than a piece of each. */
  async function bringWished(): Promise<void> {
    for (;;) {
      const [next] = marks.wishes()
      if (next === undefined) return
      try {
        await bring(next)
      } catch (cause) {
        // Another person sees another part of the clinic: asked again, in theirs.
        if (isOtherFeed(cause)) continue
        if (signal.aborted || !(cause instanceof AppError)) throw cause
        refused.add(next)
        await marks.settle(next, undefined)
      } finally {
        coming.set(undefined)
      }
    }
  }

  /** Everything that is left; resumes after the last page that was stored. */
  async function bringWhole(): Promise<void> {
    const state = marks.floor()
    const whole = marks.whole()
    if (!state?.floor || !whole) return
    let { done } = whole
    try {
      await bringPages(
        work,
        pastOnDemand(state.startedMs, state.floor),
        async ({ results, last_seq }) => {
          done += results.length
          await marks.cameTo({ since: last_seq, done })
          await bringWished()
          return marks.whole() !== undefined
        },
        whole.since ?? beginning,
      )
    } catch (cause) {
      // In another part of the clinic it rests; a server that was restored is asked from the beginning.
      if (isUnknownSince(cause)) return marks.cameTo({ done: 0 })
      if (isOtherFeed(cause)) return
      throw cause
    }
    if (marks.whole()) await forgetFloor(local)
  }

  let again: ReturnType<typeof setTimeout> | undefined
  async function run(): Promise<void> {
    if (!leads || running || signal.aborted) return
    running = true
    clearTimeout(again)
    try {
      await parts.loaded()
      await bringWished()
      await bringWhole()
    } catch (cause) {
      if (signal.aborted) return
      parts.onFailure(cause)
      // A disk that is full in this moment must not be the end of it.
      again = setTimeout(() => void run(), againMs)
      return
    } finally {
      running = false
    }
    // Wished while the rest was ending.
    if (!signal.aborted && marks.wishes().length > 0) await run()
  }
  const endWatch = marks.watch(() => void run())
  signal.addEventListener('abort', () => {
    endWatch()
    clearTimeout(again)
  })

  const live = <T>(look: () => T): LiveQuery<T> => ({
    subscribe(listener) {
      let told = ''
      const tell = () => {
        const value = look()
        const text = JSON.stringify(value)
        if (text === told) return
        told = text
        listener(value)
      }
      const ends = [marks.watch(tell), coming.subscribe(tell)]
      return () => {
        for (const end of ends) end()
      }
    },
  })

  return {
    ofPatient: (patientId) =>
      live(() => {
        const state = marks.stateOf(patientId)
        const now = coming.get()
        if (state.kind === 'wished' && now?.patientId === patientId)
          return { kind: 'coming', since: state.since, done: now.done }
        return state.kind === 'part' && refused.has(patientId) ? { ...state, refused: true } : state
      }),
    async bring(patientId) {
      refused.delete(patientId)
      await marks.wish(patientId, parts.nowMs())
    },
    ofStation: live(() => {
      const since = marks.since()
      const whole = marks.whole()
      if (since === undefined) return { kind: 'whole' }
      return whole ? { kind: 'coming', since, done: whole.done } : { kind: 'part', since }
    }),
    keepAll: () => marks.keepWhole(true),
    keepPart: () => marks.keepWhole(false),
    since: marks.since,
    carried: marks.carried,
    lead() {
      leads = true
      return run()
    },
  }
}
