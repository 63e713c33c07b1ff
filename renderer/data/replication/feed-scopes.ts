import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { ChangesHub } from './changes-hub.ts'
import { beginning, type Sequence, scopeOfPlace } from './sequence.ts'

const key = 'feed-scopes'
/** Where each collection was left in the feed of each scope. */
type Left = Record<string, Partial<Record<CollectionName, Sequence>>>

/**
 * Promise: a wider scope misses nothing. People of one PC see different parts of the clinic, and an account's villages
 * change; each part has a feed of its own, and this station a place in each. Whoever comes back goes on where they were;
 * who is new walks from the beginning, over what is here already.
 */
export interface FeedScopes {
  /** The server answers from the feed of this scope from now on. */
  enter(scope: string): Promise<void>
  /**
   * A page has come with this place. From the beginning of a feed no answer shows by itself that it is another's: the
   * villages may have changed since this one was entered, or an answer on the way have told of a wrong one.
   */
  heard(place: Sequence): Promise<void>
  /** The place in the current feed that stands for one which may be in another. */
  placeFor(collection: CollectionName, place: Sequence): Promise<Sequence>
}

interface FeedScopeParts {
  local: LocalStore
  hub: Pick<ChangesHub, 'places' | 'reset'>
  /** Up to where everything that was handed out is durable. */
  durable(collection: CollectionName, place: Sequence): Sequence
  onEntered(): void
}

export function createFeedScopes({ local, hub, durable, onEntered }: FeedScopeParts): FeedScopes {
  let current: string | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }
  const isElsewhere = (place: Sequence) => (scopeOfPlace(place) ?? current) !== current
  /** Notes a place in another feed, and finds the one in the current feed. */
  function moved(left: Left, name: CollectionName, place: Sequence): Sequence {
    const scope = scopeOfPlace(place)
    if (current === undefined || scope === undefined || scope === current) return place
    left[scope] = { ...left[scope], [name]: place }
    return left[current]?.[name] ?? beginning
  }

  const scopes: FeedScopes = {
    enter: (scope) =>
      inTurn(async () => {
        current = scope
        // Two requests were under way: the first has done it.
        if (![...hub.places().values()].some(isElsewhere)) return
        const left: Left = { ...local.get<Left>(key) }
        const places = new Map<CollectionName, Sequence>()
        for (const name of collectionNames) {
          const place = hub.places().get(name)
          if (place === undefined) continue
          if (!isElsewhere(place)) places.set(name, place)
          else {
            const safe = durable(name, place)
            // What is in another feed again says nothing of the one that is left.
            places.set(name, isElsewhere(safe) ? moved(left, name, safe) : (left[scope]?.[name] ?? beginning))
          }
        }
        await local.put(key, left)
        hub.reset(places)
        onEntered()
      }),
    async heard(place) {
      const scope = scopeOfPlace(place)
      if (scope !== undefined && scope !== current) await scopes.enter(scope)
    },
    placeFor(name, place) {
      if (current === undefined || !isElsewhere(place)) return Promise.resolve(place)
      return inTurn(async () => {
        const left: Left = { ...local.get<Left>(key) }
        const next = moved(left, name, place)
        await local.put(key, left)
        return next
      })
    },
  }
  return scopes
}
