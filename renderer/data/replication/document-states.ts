import { createLiveValue } from '../live/live-query.ts'
import type { DocumentState, LiveQuery } from '../workplace-data.ts'
import type { Pending } from './pending.ts'
import type { Quarantine } from './quarantine.ts'

export interface DocumentStates {
  watch(ids: string[]): LiveQuery<ReadonlyMap<string, DocumentState>>
  end(): void
}

/** Where each document is, from what is pending and what is refused. @param onCounts told after every change */
export function createDocumentStates(
  pending: Pending,
  quarantine: Quarantine,
  onCounts: (onlyHere: number, refused: number) => void,
): DocumentStates {
  const changes = createLiveValue(0)
  const stateOf = (id: string): DocumentState => {
    const refusal = quarantine.get(id)
    if (refusal) return { kind: 'refused', code: refusal.code, text: refusal.text }
    return { kind: pending.has(id) ? 'only-here' : 'on-server' }
  }
  const count = () => {
    const refused = quarantine.all()
    const both = pending.ids().filter((id) => refused.has(id)).length
    onCounts(pending.size() + refused.size - both, refused.size)
    changes.set(changes.get() + 1)
  }
  const ends = [pending.watch().subscribe(count), quarantine.watch().subscribe(count)]
  return {
    watch: (ids) => ({
      subscribe: (listener) => changes.subscribe(() => listener(new Map(ids.map((id) => [id, stateOf(id)])))),
    }),
    end() {
      for (const end of ends) end()
    },
  }
}
