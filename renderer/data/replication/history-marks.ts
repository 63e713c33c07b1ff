import { wholeScope } from '#shared/contract/scope-header.ts'
import type { PatientHistory } from '../controls/history-control.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { type FirstLoadState, firstLoadKey } from './first-load.ts'
import { scopeOfPlace } from './sequence.ts'

const prefix = 'history/'
/** Where what was asked of this patient's past is noted. */
export const historyKey = (patientId: string): string => prefix + patientId
const allKey = 'history-all'
const carriedKey = 'history-carried'

/** What somebody asked of a patient's past. `here` and `unseen` hold for who sees this part of the clinic. */
export type HistoryMark = { kind: 'wished'; atMs: number } | { kind: 'here' | 'unseen'; scope: string }

/** That this station is to hold the whole past; how far it has come. */
export interface WholeHistory {
  since?: string
  done: number
}
/** As it lies in the local store. `rests`: it was begun and is not wanted any more. */
type StoredWhole = WholeHistory & { rests?: boolean }

/**
 * Notes about the past on this PC, in the local store: so they outlive the program, and every window of the PC sees
 * those of the others.
 */
export interface HistoryMarks {
  wishes(): string[]
  wish(patientId: string, atMs: number): Promise<void>
  settle(patientId: string, mark: HistoryMark | undefined): Promise<void>
  stateOf(patientId: string): PatientHistory
  /** The first load that left a part of the past on the server; undefined where there was none. */
  floor(): FirstLoadState | undefined
  /** Since which month everything is here; undefined where all of it is. */
  since(): string | undefined
  /** A courier's file came from a station that holds everything since this month alone. */
  carried(since: string): Promise<void>
  /** How far the whole past has come; undefined where it is not wanted. */
  whole(): WholeHistory | undefined
  /** Whether this station is to hold the whole past; what came of it before is not asked for again. */
  keepWhole(isWanted: boolean): Promise<void>
  /** So much of it is here, wanted still or not. */
  cameTo(whole: WholeHistory): Promise<void>
  /** Calls back after every change. Returns the end. */
  watch(listener: () => void): () => void
}

/**
 * @param scope the part of the clinic that is seen now; undefined as long as nothing says it
 * @param isFed whether the feed has ever been read to its end here
 */
export function createHistoryMarks(
  local: LocalStore,
  scope: () => string | undefined,
  isFed: () => boolean,
): HistoryMarks {
  const markOf = (patientId: string) => local.get<HistoryMark>(prefix + patientId)

  /** Another part of the clinic has a feed of its own, and that was read from its beginning. */
  function floor(): FirstLoadState | undefined {
    const state = local.get<FirstLoadState>(firstLoadKey)
    if (state?.floor === undefined) return undefined
    const loaded = scopeOfPlace(state.head) ?? wholeScope
    return loaded === (scope() ?? loaded) ? state : undefined
  }

  /** A station without a link has what files brought. */
  const carried = () => local.get<{ since: string }>(carriedKey)?.since
  function since(): string | undefined {
    const isFilled = local.get(firstLoadKey) !== undefined || isFed()
    return isFilled ? floor()?.floor : carried()
  }

  return {
    wishes: () =>
      [...local.list<HistoryMark>(prefix)]
        .flatMap(([id, mark]) => (mark.kind === 'wished' ? [{ id, atMs: mark.atMs }] : []))
        // Whoever asked last is looking at it.
        .sort((a, b) => b.atMs - a.atMs)
        .map(({ id }) => id),
    wish: (patientId, atMs) => local.put(prefix + patientId, { kind: 'wished', atMs }),
    settle: (patientId, mark) =>
      mark ? local.put(prefix + patientId, mark) : local.remove(prefix + patientId),
    stateOf(patientId) {
      const month = since()
      if (month === undefined) return { kind: 'whole' }
      const mark = markOf(patientId)
      if (mark?.kind === 'wished') return { kind: 'wished', since: month }
      if (!mark || (mark.scope !== wholeScope && mark.scope !== scope()))
        return { kind: 'part', since: month }
      return mark.kind === 'here' ? { kind: 'whole' } : { kind: 'unseen', since: month }
    },
    floor,
    since,
    async carried(month) {
      // The later one: of the time before it a part may be missing.
      if (month > (carried() ?? '')) await local.put(carriedKey, { since: month })
    },
    whole: () => wantedWhole(local),
    async keepWhole(isWanted) {
      const { since, done = 0 } = local.get<StoredWhole>(allKey) ?? {}
      if (isWanted !== (wantedWhole(local) !== undefined))
        await local.put(allKey, { done, ...(since && { since }), ...(isWanted ? {} : { rests: true }) })
    },
    cameTo: (whole) => local.put(allKey, { ...whole, ...(wantedWhole(local) ? {} : { rests: true }) }),
    watch(listener) {
      const ends = [prefix, allKey, carriedKey, firstLoadKey].map((each) =>
        local.watch(each).subscribe(listener),
      )
      return () => {
        for (const end of ends) end()
      }
    },
  }
}

/** Whether this station was told to hold the whole past. */
export const keepsAll = (local: LocalStore): boolean => wantedWhole(local) !== undefined

function wantedWhole(local: LocalStore): WholeHistory | undefined {
  const { rests, ...whole } = local.get<StoredWhole>(allKey) ?? { done: 0, rests: true }
  return rests ? undefined : whole
}
