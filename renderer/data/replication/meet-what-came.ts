import { sameContent } from '../storage/same-content.ts'
import { asWritten, type StoredDocument, type StoreRow, toDomain } from '../storage/stored-document.ts'
import type { Lineage } from '../storage/write-documents.ts'
import type { ConflictHandler } from './conflict-handler.ts'

/**
 * What a person made from a state that another one has taken the place of meanwhile: the feed brought it between the look
 * and the save. The two meet as they would have met at the server, and a conflict is recorded.
 */
export function meetWhatCame(handler: ConflictHandler): Lineage['meet'] {
  return async (madeFrom, made, present: StoreRow) => {
    if (sameContent(madeFrom, made)) return { ...asWritten(present), _deleted: present._deleted }
    const states = {
      assumedMasterState: { ...madeFrom, _deleted: false },
      newDocumentState: { ...made, _deleted: made._deleted === true },
      realMasterState: { ...toDomain<StoredDocument>(present), _deleted: present._deleted },
    }
    const { _rev, _downloaded, ...met } = await handler.resolve(states, 'lekar-save')
    return met
  }
}
