import type { ServerMark } from '#shared/contract/courier-file.ts'
import { canonicalJson } from '#shared/kit/canonical-json.ts'
import { digest26 } from '#shared/kit/sha256.ts'
import type { DocumentStore, StoredDocument, StoreRow } from '../storage/stored-document.ts'
import { asWritten } from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'

/** A document as it was exchanged. */
export interface ExchangedState {
  document: StoredDocument
  deleted: boolean
  hash: string
  /** False where the other station was given it before the server had it, and is still to hear that it is there. */
  onServer?: boolean
  /** By which file of the other station it is known to be common; a file from before says nothing of it any more. */
  byFile?: number
  /** That file has told it by a receipt, before its documents, which may not have come. */
  byReceipt?: boolean
  /** Where it stands among the server's states. */
  at?: ServerMark | undefined
}

/** The state of a row of the store, with the hash that tells two states apart. */
export function exchangedState(document: StoredDocument, deleted: boolean): ExchangedState {
  return { document, deleted, hash: digest26(`${deleted ? 'deleted ' : ''}${canonicalJson(document)}`) }
}
export const stateOfRow = (row: StoreRow): ExchangedState => exchangedState(asWritten(row), row._deleted)

/**
 * The common past with other stations, the base of a merge: for every station and document the last state that both
 * have had; and the parts of files that were written and not confirmed yet.
 */
export function createExchangeStore(store: DocumentStore) {
  const storage = store.storageInstance
  const commonId = (station: string, id: string): string => `common|${station}|${id}`
  const partId = (number: number, part: number): string => `part|${number}|${part}`
  const write = (rows: object[]) => writeDocuments(store, rows as StoredDocument[])

  return {
    async common(station: string, ids: readonly string[]): Promise<Map<string, ExchangedState>> {
      const rows = await storage.findDocumentsById(
        ids.map((id) => commonId(station, id)),
        false,
      )
      return new Map(
        rows.map((row) => {
          const { document, deleted, hash, onServer, byFile, byReceipt, at } =
            row as unknown as ExchangedState
          const told = { ...(onServer === undefined ? {} : { onServer }), ...(at && { at }) }
          const by = byFile === undefined ? {} : { byFile, ...(byReceipt && { byReceipt }) }
          return [document.id, { document, deleted, hash, ...told, ...by }]
        }),
      )
    },
    putCommon: (station: string, states: readonly ExchangedState[], byFile: number) =>
      write(states.map((state) => ({ id: commonId(station, state.document.id), ...state, byFile }))),
    putPart: (number: number, part: number, states: readonly ExchangedState[]) =>
      write([{ id: partId(number, part), states }]),
    async part(number: number, part: number): Promise<ExchangedState[]> {
      const [row] = await storage.findDocumentsById([partId(number, part)], false)
      return row ? (row as unknown as { states: ExchangedState[] }).states : []
    },
    dropParts: (number: number, parts: number) =>
      write(Array.from({ length: parts }, (_, part) => ({ id: partId(number, part), _deleted: true }))),
  }
}
export type ExchangeStore = ReturnType<typeof createExchangeStore>
