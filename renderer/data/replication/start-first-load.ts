import type { CollectionName } from '#shared/domain/registry.ts'
import type { HybridTime } from '#shared/kit/hybrid-clock.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { StoredCollection } from '../storage/stored-document.ts'
import { commonUntil, isOtherFeed } from './answer-error.ts'
import type { PageWork } from './bring-pages.ts'
import type { CollectionReplication } from './collection-replication.ts'
import { createFirstLoad, type FirstLoad } from './first-load.ts'
import { keepsAll } from './history-marks.ts'
import type { Line } from './line.ts'
import type { PageSize } from './page-size.ts'
import type { CommonUntil } from './server-restored.ts'
import { storeDownloaded } from './store-downloaded.ts'
import { createSyncFacts } from './sync-facts.ts'

interface Parts {
  line: Line
  local: LocalStore
  pageSize: PageSize
  collections: { [Name in CollectionName]: StoredCollection }
  replications: ReadonlyMap<CollectionName, CollectionReplication>
  observe(stamp: HybridTime): void
  startOver(common: CommonUntil): Promise<void>
  storageFailed(cause: unknown): void
}

/** Parts of the feed that are fetched beside it, over the line and into the store of this station. */
export function createPageWork(parts: Parts): PageWork {
  const { line, pageSize } = parts
  const { transport, loop, clock, signal } = line
  return {
    async fetchPage(since, selector, limit) {
      const ask = async () => {
        const startedMs = clock.now()
        const filter = selector ? { selector } : {}
        const size = limit ?? pageSize.limit()
        const page = await transport
          .changes({ since, limit: size, wait: false, signal, ...filter })
          .catch((cause) => {
            pageSize.failed()
            throw cause
          })
        pageSize.took(clock.now() - startedMs)
        return page
      }
      // A refusal of the question itself is the caller's matter.
      return loop.persist('pull', ask, (error) => isOtherFeed(error) || error.code === 'server.refused')
    },
    async store(name, rowsOf) {
      const documents = (rowsOf.get(name) ?? []).map((row) => row.document)
      for (const { updatedAt } of documents) if (updatedAt) parts.observe(updatedAt)
      const flag = await parts.replications.get(name)!.fromServer()
      await untilStored(parts, () => storeDownloaded(parts.collections[name], documents, flag))
    },
  }
}

/** Tries again for as long as the disk does not take it. */
async function untilStored({ line, storageFailed }: Parts, store: () => Promise<void>): Promise<void> {
  const { keeper, backoff, signal } = line
  for (let failures = 1; ; failures++) {
    try {
      await store()
      return keeper.well('store')
    } catch (cause) {
      signal.throwIfAborted()
      storageFailed(cause)
      await backoff.wait(failures, signal)
    }
  }
}

/** Puts the first load together with the line and the store of this station. */
export function startFirstLoad(parts: Parts, work: PageWork): FirstLoad {
  const { facts, keeper, clock, offMs } = parts.line
  // Nobody begins a first load again that has failed.
  const local: LocalStore = {
    ...parts.local,
    put: (key, value) => untilStored(parts, () => parts.local.put(key, value)),
  }
  return createFirstLoad({
    ...work,
    local,
    isFresh: () => !createSyncFacts(local).firstSyncDone,
    nowMs: () => clock.now() - offMs(),
    keepsAll: () => keepsAll(local),
    onLost: (cause) => untilStored(parts, () => parts.startOver(commonUntil(cause))),
    startAt: (head) => untilStored(parts, () => facts.startAt(head)),
    onProgress: keeper.page,
  })
}
