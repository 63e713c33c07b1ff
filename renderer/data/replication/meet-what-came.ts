import { sameContent } from '../storage/same-content.ts'
import { type StoredDocument, type StoreRow, toDomain } from '../storage/stored-document.ts'
import type { Lineage } from '../storage/write-documents.ts'
import type { ConflictHandler } from './conflict-handler.ts'

/**
 * What a person made from a state that another one has taken the place of meanwhile, or as new under an id that stands
 * here by now: the feed, a file or another window brought it between the look and the save. The two meet as they would
 * have met at the server, and a conflict is recorded.
 */
export function meetWhatCame(handler: ConflictHandler): Lineage['meet'] {
  return async (madeFrom, made, present: StoreRow) => {
    const there = { ...toDomain<StoredDocument>(present), _deleted: present._deleted }
    if (sameContent(madeFrom ?? there, made)) return undefined
    // That a file brought it from the server says nothing of what stands here.
    const { _downloaded: _, ...ours } = made
    const states = {
      ...(madeFrom ? { assumedMasterState: { ...madeFrom, _deleted: false } } : {}),
      newDocumentState: { ...ours, _deleted: made._deleted === true },
      realMasterState: there,
    }
    const { _rev, _downloaded, ...met } = await handler.resolve(states, 'lekar-save')
    return sameContent(there, met) ? undefined : met
  }
}
