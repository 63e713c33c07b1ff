import type { RxConflictHandler, WithDeleted } from 'rxdb'
import { mergeDeletion } from '#shared/domain/common/merge-deletion.ts'
import { withMergeRecord } from '#shared/domain/common/merge-record.ts'
import type { MergeInput, MergeResult } from '#shared/domain/common/merge-rule.ts'
import type { ConflictField } from '#shared/domain/inbox/inbox.schema.ts'
import { merges } from '#shared/domain/merges.ts'
import type { CollectionName } from '#shared/domain/registry.ts'
import { upgraded } from '#shared/domain/upgrades.ts'
import { sameContent } from '../storage/same-content.ts'
import type { StoredDocument } from '../storage/stored-document.ts'
import { isNeverThere } from './push-row.ts'

type State = WithDeleted<StoredDocument>
export type ConflictHandler = RxConflictHandler<StoredDocument>
type Merge = (input: MergeInput<StoredDocument>) => MergeResult<StoredDocument>

/** What must be durable before the merged document is written. */
export interface Meeting {
  local: StoredDocument
  server: StoredDocument
  conflicts: ConflictField[]
  /** Documents to keep beside the merged one. */
  besides: StoredDocument[]
}
/** Makes a conflict visible and keeps what stands beside; resolves when all of it is durable. */
export type RecordMeeting = (meeting: Meeting) => Promise<void>

/**
 * Three-way merge instead of RxDB's rule that the server's state simply replaces a local edit (trap T3). The record of
 * a conflict is durable before the merged document is written: a crash in between merges again into the same record.
 */
export function createConflictHandler(
  collection: CollectionName,
  record: RecordMeeting,
  /** Signs a merged document: this station writes it, so its user is the author. */
  sign: (document: StoredDocument) => StoredDocument,
): ConflictHandler {
  const merge = merges[collection] as unknown as Merge
  return {
    isEqual: (a, b) => sameContent(a, b) && isNeverThere(a) === isNeverThere(b),
    async resolve({ assumedMasterState, newDocumentState, realMasterState }) {
      // Nobody edited here, or the server has taken the edit: what it has is newer.
      if (
        newDocumentState._downloaded ||
        (assumedMasterState && sameContent(assumedMasterState, newDocumentState))
      )
        return { ...realMasterState, _downloaded: realMasterState._rev ?? true }
      const [local, server] = [plain(newDocumentState), plain(realMasterState)]
      if (newDocumentState._deleted || realMasterState._deleted) {
        const kept = mergeDeletion(
          { document: local, deleted: newDocumentState._deleted },
          { document: server, deleted: realMasterState._deleted },
        )
        if (kept.conflicts.length > 0) await record({ local, server, conflicts: kept.conflicts, besides: [] })
        return { ...kept.document, _deleted: kept.deleted }
      }
      const base = assumedMasterState && !assumedMasterState._deleted ? plain(assumedMasterState) : undefined
      // Of different versions they could not be compared.
      const states = { base: base && upgraded(base), local: upgraded(local), server: upgraded(server) }
      const { document, conflicts, joined, besides = [] } = merge(states)
      if (conflicts.length > 0 || besides.length > 0) await record({ local, server, conflicts, besides })
      if (sameContent(document, states.server)) return { ...server, _deleted: false }
      return { ...sign(withMergeRecord(document, states, joined)), _deleted: false }
    },
  }
}

/** The document alone, without what belongs to the wire and the store. */
function plain(state: State): StoredDocument {
  const { _rev, _deleted, _downloaded, ...document } = state as State & {
    _meta?: unknown
    _attachments?: unknown
  }
  const { _meta, _attachments, ...rest } = document
  return rest
}
