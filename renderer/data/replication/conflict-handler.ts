import type { RxConflictHandler, WithDeleted } from 'rxdb'
import type { MergeInput, MergeResult } from '#shared/domain/common/three-way-merge.ts'
import type { ConflictField } from '#shared/domain/inbox/inbox.schema.ts'
import { merges } from '#shared/domain/merges.ts'
import type { CollectionName } from '#shared/domain/registry.ts'
import type { StoredDocument } from '../storage/stored-document.ts'
import { isNeverThere } from './push-row.ts'
import { sameContent } from './same-content.ts'

type State = WithDeleted<StoredDocument>
export type ConflictHandler = RxConflictHandler<StoredDocument>
type Merge = (input: MergeInput<StoredDocument>) => MergeResult<StoredDocument>

/** Makes a conflict visible; resolves when the record is durable. */
export type RecordConflict = (
  local: StoredDocument,
  server: StoredDocument,
  fields: ConflictField[],
) => Promise<void>

/**
 * Three-way merge instead of RxDB's rule that the server's state simply replaces a local edit (trap T3). The record of
 * a conflict is durable before the merged document is written: a crash in between merges again into the same record.
 */
export function createConflictHandler(
  collection: CollectionName,
  record: RecordConflict,
  /** Signs a merged document: this station writes it, so its user is the author. */
  sign: (document: StoredDocument) => StoredDocument,
): ConflictHandler {
  const merge = merges[collection] as unknown as Merge
  return {
    isEqual: (a, b) => sameContent(a, b) && isNeverThere(a) === isNeverThere(b),
    async resolve({ assumedMasterState, newDocumentState, realMasterState }) {
      // Nobody edited here: the server has something newer.
      if (newDocumentState._downloaded)
        return { ...realMasterState, _downloaded: realMasterState._rev ?? true }
      const [local, server] = [plain(newDocumentState), plain(realMasterState)]
      if (newDocumentState._deleted || realMasterState._deleted) {
        const kept = keepEdit(newDocumentState, realMasterState)
        if (kept.conflict) await record(local, server, [{ path: '', ...kept.conflict }])
        return kept.state
      }
      const base = assumedMasterState && !assumedMasterState._deleted ? plain(assumedMasterState) : undefined
      const merged = merge({ base, local, server })
      if (merged.conflicts.length > 0) await record(local, server, merged.conflicts)
      const alters = !sameContent(merged.document, server)
      return { ...(alters ? sign(merged.document) : server), _deleted: false }
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

/** Deleted here and edited there, or the other way round: the edit stays and a person is told. */
function keepEdit(
  local: State,
  server: State,
): { state: State; conflict?: { local: unknown; server: unknown } } {
  if (local._deleted && server._deleted) return { state: { ...plain(server), _deleted: true } }
  const edited = local._deleted ? server : local
  return {
    state: { ...plain(edited), _deleted: false },
    conflict: {
      local: local._deleted ? 'deleted' : 'edited',
      server: server._deleted ? 'deleted' : 'edited',
    },
  }
}
