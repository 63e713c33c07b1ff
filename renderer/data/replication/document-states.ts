import type { Clock } from '#shared/kit/clock.ts'
import type { LiveQuery } from '../controls/live-query.ts'
import type { DocumentState } from '../controls/sync-control.ts'
import { createLiveValue } from '../live/live-query.ts'
import type { Pending } from './pending.ts'
import type { Quarantine } from './quarantine.ts'

export interface DocumentStates {
  watch(ids: string[]): LiveQuery<ReadonlyMap<string, DocumentState>>
  /** The ids of everything that is only on this PC, refused documents included, the newest first. */
  watchOnlyHere(): LiveQuery<string[]>
  end(): void
}

interface StateParts {
  pending: Pending
  quarantine: Quarantine
  clock: Clock
  /** Since when this PC knows of each of these documents that the server has it; those it does not know are left out. */
  onServerSince(ids: string[]): Promise<ReadonlyMap<string, number>>
  /** Told after every change. */
  onCounts(onlyHere: number, refused: number): void
}

/** Where each document is, from what is pending and what is refused. */
export function createDocumentStates(parts: StateParts): DocumentStates {
  const { pending, quarantine, clock } = parts
  const changes = createLiveValue(0)
  const onlyHere = () => {
    const refused = [...quarantine.all()].map(([id, { atMs }]) => [id, new Date(atMs).toISOString()] as const)
    // Where another window replicates, its order is known and not the times: what is refused comes before that.
    return [...new Map([...refused, ...pending.newestFirst()])]
      .sort(([, a], [, b]) => (a === b ? 0 : a < b ? 1 : -1))
      .map(([id]) => id)
  }
  const isOnServer = (id: string) => !pending.has(id) && quarantine.get(id) === undefined
  const count = () => {
    const refused = quarantine.all()
    parts.onCounts(new Set([...pending.ids(), ...refused.keys()]).size, refused.size)
    changes.set(changes.get() + 1)
  }
  const ends = [pending.watch().subscribe(count), quarantine.watch().subscribe(count)]

  function watchStates(ids: string[], listener: (states: Map<string, DocumentState>) => void): () => void {
    const sinceMs = new Map<string, number>()
    const elsewhere = new Set<string>()
    let ended = false
    const stateOf = (id: string): DocumentState => {
      const refusal = quarantine.get(id)
      if (refusal) return { kind: 'refused', code: refusal.code, text: refusal.text }
      if (pending.has(id)) return { kind: 'only-here' }
      const since = sinceMs.get(id)
      return { kind: 'on-server', ...(since === undefined ? {} : { sinceMs: since }) }
    }
    const tell = () => listener(new Map(ids.map((id) => [id, stateOf(id)])))
    async function look() {
      const unknown = ids.filter((id) => isOnServer(id) && !sinceMs.has(id))
      const found = unknown.length > 0 ? await parts.onServerSince(unknown) : new Map<string, number>()
      const nowMs = clock.now()
      for (const [id, since] of found) {
        // A time to come: of a clock that was ahead, or of the order of writing, which goes on from such a time.
        if (since > nowMs) continue
        // Written again meanwhile: what was found is of the state before.
        if (isOnServer(id) && !sinceMs.has(id)) sinceMs.set(id, since)
      }
      if (!ended && found.size > 0) tell()
    }
    const end = changes.subscribe(() => {
      for (const id of ids) {
        if (!isOnServer(id)) {
          elsewhere.add(id)
          sinceMs.delete(id)
        } else if (elsewhere.delete(id)) sinceMs.set(id, clock.now())
      }
      tell()
      // Without the time the state is told all the same.
      look().catch(() => undefined)
    })
    return () => {
      ended = true
      end()
    }
  }

  return {
    watch: (ids) => ({ subscribe: (listener) => watchStates(ids, listener) }),
    watchOnlyHere: () => ({ subscribe: (listener) => changes.subscribe(() => listener(onlyHere())) }),
    end() {
      for (const end of ends) end()
    },
  }
}
