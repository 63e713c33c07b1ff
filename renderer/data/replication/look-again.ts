import type { CollectionName } from '#shared/domain/registry.ts'
import { collectionOfId } from './all-replications.ts'

const afterMs = 300

/** Soon after a push the feed is read to its end once more: see own-echo. @returns to be told of each pushed document */
export function createLookAgain(
  news: (names: Iterable<CollectionName>) => void,
  signal: AbortSignal,
): (id: string) => void {
  const pushedTo = new Set<CollectionName>()
  return (id) => {
    if (pushedTo.size === 0)
      setTimeout(() => {
        if (!signal.aborted) news(pushedTo)
        pushedTo.clear()
      }, afterMs)
    const name = collectionOfId(id)
    if (name) pushedTo.add(name)
  }
}
