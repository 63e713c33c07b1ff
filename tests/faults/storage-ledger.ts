import { hash } from 'node:crypto'

/**
 * What a workload asked of the store and what it was told, in order. From it follows what the disk may hold after any
 * end: everything that was acknowledged, and at most what was asked and not answered.
 */
export type Change =
  | { kind: 'create'; database: string }
  | { kind: 'remove'; database: string }
  | { kind: 'write'; database: string; documents: DocumentChange[] }
  | { kind: 'local'; database: string; id: string; body: string | undefined }
  | { kind: 'compact'; database: string }
  | { kind: 'renew' }
  | { kind: 'record'; key: string; value: string }

/** A document after a write: the digests of the bodies of all its leaves, and whether the winner is deleted. */
export interface DocumentChange {
  id: string
  leaves: string[]
  deleted: boolean
}

/** Stands for a body in the ledger. */
export const digestOf = (body: string): string => hash('sha256', body)

export type LedgerEvent =
  | { what: 'asked'; place: number; change: Change }
  | { what: 'acknowledged'; place: number; epochs: Record<string, string> }
  | { what: 'refused'; place: number }

export interface Asked {
  change: Change
  answer: 'none' | 'acknowledged'
  /** Epochs of the databases as they were when the answer came. */
  epochs: Record<string, string>
}

/**
 * The changes that may have left a trace, in order, each with its answer. A refused write leaves none; a refused
 * creation, removal or renewal may have happened, as one without an answer.
 */
export function readLedger(events: readonly LedgerEvent[]): Asked[] {
  const asked = new Map<number, Asked>()
  for (const event of events) {
    const known = asked.get(event.place)
    if (event.what === 'asked') asked.set(event.place, { change: event.change, answer: 'none', epochs: {} })
    else if (event.what === 'acknowledged')
      Object.assign(known!, { answer: 'acknowledged', epochs: event.epochs })
    else if (['write', 'local', 'record'].includes(known!.change.kind)) asked.delete(event.place)
  }
  return [...asked.values()]
}

/** Writes the ledger. Events go to `note` at the moment they happen, never later. */
export function createLedger(note: (event: LedgerEvent) => void) {
  let places = 0
  return {
    /** Runs a change and notes the answer. A refusal is noted and swallowed: the workload goes on. */
    async run<T>(
      change: Change,
      work: () => T | Promise<T>,
      epochs: () => Record<string, string>,
    ): Promise<T | undefined> {
      const place = places++
      note({ what: 'asked', place, change })
      try {
        const value = await work()
        note({ what: 'acknowledged', place, epochs: epochs() })
        return value
      } catch {
        note({ what: 'refused', place })
        return undefined
      }
    },
  }
}
export type Ledger = ReturnType<typeof createLedger>
