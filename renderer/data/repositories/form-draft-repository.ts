import type { FormDraft, FormDraftRepository } from '../controls/repository.ts'
import { mapLive } from '../live/live-query.ts'
import type { LocalStore } from '../storage/local-store.ts'

/** Keys of forms that nobody has saved: then their owner, and the place of the form with the ids of what it is about. */
export const formDraftsPrefix = 'form-draft/'

/**
 * What stands in forms that are not saved: on this PC only, sealed as all that lies here, durable, one a person and
 * form. A person sees their own.
 * @param owner id of the practitioner who is signed in
 */
export function createFormDraftRepository(local: LocalStore, owner: string): FormDraftRepository {
  const own = `${formDraftsPrefix}${owner}/`
  /** On their way to the disk: a form that opens in this moment must not read past them. */
  const underWay = new Map<string, FormDraft | undefined>()
  async function settle(place: string, draft: FormDraft | undefined, work: Promise<void>): Promise<void> {
    underWay.set(place, draft)
    try {
      await work
    } finally {
      if (underWay.get(place) === draft) underWay.delete(place)
    }
  }
  const get = (place: string) =>
    underWay.has(place) ? underWay.get(place) : local.get<FormDraft>(own + place)
  return {
    save: (draft) => settle(draft.place, draft, local.put(own + draft.place, draft)),
    get,
    placesIn: (prefix) => {
      const stored = [...local.list(own + prefix).keys()].map((rest) => prefix + rest)
      const coming = [...underWay.keys()].filter((place) => place.startsWith(prefix))
      return [...new Set([...stored, ...coming])].filter((place) => get(place) !== undefined)
    },
    watchAll: () =>
      mapLive(local.watch<FormDraft>(own), (drafts) =>
        [...drafts.values()].sort((a, b) => b.savedAtMs - a.savedAtMs),
      ),
    remove: (place) => settle(place, undefined, local.remove(own + place)),
  }
}
