import type { FormDraft, FormDraftRepository } from '../controls/repository.ts'
import { mapLive } from '../live/live-query.ts'
import type { LocalStore } from '../storage/local-store.ts'

/** Keys of forms that nobody has saved: then their owner, and the place of the form with the id of its document. */
export const formDraftsPrefix = 'form-draft/'

/**
 * What stood in a form when its owner was called away: on this PC only, sealed as all that lies here, durable, one a
 * person and form. A person sees their own.
 * @param owner id of the practitioner who is signed in
 */
export function createFormDraftRepository(local: LocalStore, owner: string): FormDraftRepository {
  const own = `${formDraftsPrefix}${owner}/`
  return {
    save: (draft) => local.put(own + draft.place, draft),
    get: async (place) => local.get<FormDraft>(own + place),
    watchAll: () =>
      mapLive(local.watch<FormDraft>(own), (drafts) =>
        [...drafts.values()].sort((a, b) => b.savedAtMs - a.savedAtMs),
      ),
    remove: (place) => local.remove(own + place),
  }
}
