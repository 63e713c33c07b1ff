import { collectionNames } from '#shared/domain/registry.ts'
import type { Line } from './line.ts'
import type { PullSide } from './pull-side.ts'

const everyMs = 30_000

/** Writes down, now and then and at the end, what the next start needs to know of the feed. */
export function keepFacts(
  { facts, keeper, offMs }: Line,
  { hub, gate }: PullSide,
  isLeading: () => boolean,
  onFailure: (cause: unknown) => void,
) {
  const keep = async () => {
    const places = hub.places()
    if (isLeading())
      await facts.keep({
        firstSyncDone: keeper.isFirstSyncDone(),
        lastContactMs: keeper.status.get().lastContactMs,
        offMs: offMs(),
        complete:
          places.size === collectionNames.length &&
          [...places.values()].every((place) => hub.head() === place),
        places,
        durable: (name) => gate(name)?.durable(),
        isOpen: (name) => gate(name)?.isOpen() === true,
      })
  }
  const keeping = setInterval(() => keep().catch(onFailure), everyMs)
  return { now: keep, stop: () => clearInterval(keeping) }
}
