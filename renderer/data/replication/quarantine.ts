import type { LiveQuery } from '../controls/live-query.ts'
import type { LocalStore } from '../storage/local-store.ts'

const prefix = 'refused/'

/** Why the server did not take a document. Survives a restart; the document itself stays where it is. */
export interface Refusal {
  code: string
  text: string
  atMs: number
  /** Whom the document is about. Older programs did not note it. */
  patient?: string
  /** A file had brought it as what the server has. */
  cameByFile?: true
  /** Put aside because its push never got an answer: so many tries, and when the next one is due. */
  later?: { tries: number; dueMs: number }
}

export interface Quarantine {
  refuse(id: string, refusal: Refusal): Promise<void>
  /** The server took it after all. */
  clear(id: string): Promise<void>
  get(id: string): Refusal | undefined
  watch(): LiveQuery<Map<string, Refusal>>
  all(): Map<string, Refusal>
}

export const createQuarantine = (local: LocalStore): Quarantine => ({
  refuse: (id, refusal) => local.put(prefix + id, refusal),
  clear: (id) => local.remove(prefix + id),
  get: (id) => local.get<Refusal>(prefix + id),
  watch: () => local.watch<Refusal>(prefix),
  all: () => local.list<Refusal>(prefix),
})
