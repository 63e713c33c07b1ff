import type { RxReplicationWriteToMasterRow } from 'rxdb'
import { toWire, type WireDocument } from '#shared/contract/couch.ts'
import type { StoredDocument } from '../storage/stored-document.ts'

/**
 * One document to push, as RxDB hands it over: its new state and the state that the server is believed to have. After
 * the push RxDB remembers `newDocumentState` as the server's; so what is written into that object here is what it
 * remembers.
 */
export type PushRow = RxReplicationWriteToMasterRow<StoredDocument>
type PushedState = PushRow['newDocumentState']

/** The state "the server never had it", in RxDB's form. */
export const neverThere = (id: string) => ({ id, _deleted: true, neverThere: true })
export const isNeverThere = (state: object): boolean => 'neverThere' in state && state.neverThere === true

/** What the server is believed to have; undefined when it has nothing. */
export function assumedOf(row: PushRow): PushedState | undefined {
  const assumed = row.assumedMasterState
  return assumed && !isNeverThere(assumed) ? assumed : undefined
}

/** The same of a document that the server has refused at once; one that it lost in a restore is another matter. */
const refusedAtOnce = (id: string) => ({ ...neverThere(id), refusedAtOnce: true })

/** Deleted before the server was ever heard to have it. */
export const isTakenBack = ({ newDocumentState, assumedMasterState }: PushRow): boolean =>
  newDocumentState._deleted && (assumedMasterState === undefined || 'refusedAtOnce' in assumedMasterState)

/** @param rev the server's revision that this write replaces */
export function wireOf(row: PushRow, rev: string | undefined): WireDocument {
  const { _rev, _deleted, _attachments, _downloaded, ...document } = row.newDocumentState
  const wire = toWire(document, rev)
  return _deleted ? { ...wire, _deleted: true } : wire
}

/** The server has the new state under this revision. */
export function acknowledge(row: PushRow, rev: string | undefined): void {
  if (rev !== undefined) row.newDocumentState._rev = rev
}

/**
 * The server has still what it had: RxDB will see a local change that is not sent, keep it, and not send it by itself.
 */
export function leaveUnsent(row: PushRow): void {
  const state = row.newDocumentState as unknown as Record<string, unknown>
  const id = row.newDocumentState.id
  const had = row.assumedMasterState ?? refusedAtOnce(id)
  for (const key of Object.keys(state)) delete state[key]
  Object.assign(state, had)
}
