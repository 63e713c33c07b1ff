import type { Asked, DocumentChange } from './storage-ledger.ts'

/** What one database holds. */
export interface DatabaseState {
  documents: Map<string, DocumentChange>
  locals: Map<string, string>
  sequence: number
}

/** What the disk may hold of one database: any of `states`, or no database where that is possible. */
export interface Allowed {
  states: DatabaseState[]
  mayBeAbsent: boolean
  mayBePresent: boolean
  /** Epochs that are over: acknowledged renewals made new ones. */
  formerEpochs: Set<string>
  /** The epoch, unless a renewal was asked and not answered. */
  epoch: string | undefined
}

/** Follows the ledger of one database. Writes are committed in the order in which they were asked. */
export function allowedOf(database: string, ledger: readonly Asked[]): Allowed {
  let allowed: Allowed = absent()
  let present = false
  for (const { change, answer, epochs } of ledger) {
    const done = answer === 'acknowledged'
    if (change.kind === 'renew' && present) {
      if (allowed.epoch !== undefined && done) allowed.formerEpochs.add(allowed.epoch)
      allowed.epoch = done ? epochs[database] : undefined
      continue
    }
    if (!('database' in change) || change.database !== database) continue
    if (change.kind === 'create') {
      if (present && !done) continue
      allowed = { ...absent(), mayBeAbsent: !done, mayBePresent: true }
      present = true
    } else if (change.kind === 'remove') {
      if (done) allowed = absent()
      else allowed.mayBeAbsent = true
      present = !done
    } else if (change.kind === 'write' || change.kind === 'local') {
      const next = apply(allowed.states.at(-1)!, change)
      // What was acknowledged later was committed later: nothing before it may be missing.
      allowed.states = done ? [next] : [...allowed.states, next]
    }
    if (!done || !present) continue
    allowed.mayBeAbsent = false
    allowed.epoch = epochs[database]
  }
  return allowed
}

const absent = (): Allowed => ({
  states: [{ documents: new Map(), locals: new Map(), sequence: 0 }],
  mayBeAbsent: true,
  mayBePresent: false,
  formerEpochs: new Set(),
  epoch: undefined,
})

function apply(state: DatabaseState, change: Asked['change']): DatabaseState {
  if (change.kind === 'write') {
    const documents = new Map(state.documents)
    for (const document of change.documents) documents.set(document.id, document)
    return { ...state, documents, sequence: state.sequence + change.documents.length }
  }
  if (change.kind !== 'local') return state
  const locals = new Map(state.locals)
  if (change.body === undefined) locals.delete(change.id)
  else locals.set(change.id, change.body)
  return { ...state, locals }
}
