import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import type { DraftRepository } from '../controls/repository.ts'
import { mapLive } from '../live/live-query.ts'
import type { LocalStore } from '../storage/local-store.ts'

const prefix = 'draft/'

/** Whose draft it is, kept beside it; drafts from before PCs were handed over have none and are everybody's. */
type Owned = VisitDraft & { draftOwner?: string }

const withoutOwner = ({ draftOwner, ...draft }: Owned): VisitDraft => draft as VisitDraft

/**
 * Drafts of visits: on this PC only, durable, in the order they were last saved, newest first. A person sees their own:
 * nobody goes on writing in a colleague's name, or signs what another has begun.
 * @param owner id of the practitioner who is signed in
 */
export function createDraftRepository(local: LocalStore, owner: string): DraftRepository {
  const own = (drafts: Iterable<Owned>): VisitDraft[] =>
    [...drafts]
      .filter((draft) => (draft.draftOwner ?? owner) === owner)
      .map(withoutOwner)
      .sort((a, b) => (a.savedAt < b.savedAt ? 1 : a.savedAt > b.savedAt ? -1 : 0))
  return {
    save: (draft) => local.put(prefix + draft.id, { ...draft, draftOwner: owner }),
    async get(visitId) {
      const draft = local.get<Owned>(prefix + visitId)
      return draft && own([draft])[0]
    },
    ofPatient: async (patientId) =>
      own(local.list<Owned>(prefix).values()).filter((draft) => draft.patientId === patientId),
    watchAll: () => mapLive(local.watch<Owned>(prefix), (drafts) => own(drafts.values())),
    remove: (visitId) => local.remove(prefix + visitId),
  }
}
