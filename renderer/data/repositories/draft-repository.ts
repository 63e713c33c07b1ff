import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { mapLive } from '../live/live-query.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { DraftRepository } from '../workplace-data.ts'

const prefix = 'draft/'

/** Drafts of visits: on this PC only, durable, in the order they were last saved, newest first. */
export function createDraftRepository(local: LocalStore): DraftRepository {
  const newestFirst = (drafts: Iterable<VisitDraft>) =>
    [...drafts].sort((a, b) => (a.savedAt < b.savedAt ? 1 : a.savedAt > b.savedAt ? -1 : 0))
  return {
    save: (draft) => local.put(prefix + draft.id, draft),
    get: async (visitId) => local.get<VisitDraft>(prefix + visitId),
    ofPatient: async (patientId) =>
      newestFirst(local.list<VisitDraft>(prefix).values()).filter((draft) => draft.patientId === patientId),
    watchAll: () => mapLive(local.watch<VisitDraft>(prefix), (drafts) => newestFirst(drafts.values())),
    remove: (visitId) => local.remove(prefix + visitId),
  }
}
