import { aggregates, type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import type { HybridTime } from '#shared/kit/hybrid-clock.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { StoredCollection } from '../storage/stored-document.ts'
import { commonUntil, isOtherFeed, isOtherScope, isUnknownSince } from './answer-error.ts'
import { type AskedPage, createAskedPages } from './asked-page.ts'
import { createChangesHub } from './changes-hub.ts'
import { createFeedScopes } from './feed-scopes.ts'
import type { Line } from './line.ts'
import type { OwnEcho } from './own-echo.ts'
import { createPageSize } from './page-size.ts'
import { createPersistGate, type PersistGate } from './persist-gate.ts'
import { createPullHandler, type PullHandler } from './pull-handler.ts'
import { beginning, numberOf, type Sequence } from './sequence.ts'

interface PullParts {
  line: Line
  local: LocalStore
  collections: { [Name in CollectionName]: StoredCollection }
  echo: OwnEcho
  observe(stamp: HybridTime): void
  onNews(collections: Iterable<CollectionName>): void
  /** The feed is that of another server than before: resolves when it can be followed. */
  onLost(common: number): Promise<void>
}

/** The one feed that all collections are pulled from: its pages, its scopes, and how far of it is durable here. */
export function createPullSide({ line, local, collections, echo, observe, ...on }: PullParts) {
  const { transport, loop, clock, signal, facts, keeper, backoff } = line
  const asked = createAskedPages(transport, echo)
  const pages: typeof asked = async (ask) => {
    const page = await asked(ask)
    await scopes.heard(page.last_seq)
    return page
  }
  const pageSize = createPageSize()
  const gates = new Map<CollectionName, PersistGate>()
  const headWaiters: (() => void)[] = []

  async function timedPage(since: Sequence): Promise<AskedPage> {
    const startedMs = clock.now()
    const ask = () =>
      pages({ since, limit: pageSize.limit(), wait: false, signal }).catch((cause) => {
        pageSize.failed()
        throw cause
      })
    const page = await loop.persist('pull', ask, isOtherFeed)
    pageSize.took(clock.now() - startedMs)
    return page
  }

  const hub = createChangesHub({
    isStale: echo.isStale,
    onNews: on.onNews,
    async fetchPage(since) {
      try {
        return await timedPage(since)
      } catch (cause) {
        if (isOtherScope(cause)) await scopes.enter(cause.scope)
        else if (isUnknownSince(cause)) await on.onLost(commonUntil(cause))
        else throw cause
        // Belongs to the old feed: the hub, reset meanwhile, drops it.
        return { results: [], last_seq: beginning, pending: 1, asked: echo.asked() }
      }
    },
    onPage(to, left) {
      keeper.page(numberOf(to), left)
      if (left === 0) for (const wake of headWaiters.splice(0)) wake()
    },
  })

  const scopes = createFeedScopes({
    local,
    hub,
    durable(name, place) {
      const gate = gates.get(name)
      return gate?.isOpen() ? (gate.durable() ?? beginning) : place
    },
    onEntered: () => on.onNews(collectionNames),
  })

  return {
    ...{ hub, scopes, pages, pageSize },
    gate: (name: CollectionName) => gates.get(name),
    /** Resolves when the end of the feed was seen. */
    headKnown: () =>
      hub.head() === undefined
        ? new Promise<void>((resolve) => headWaiters.push(resolve))
        : Promise.resolve(),
    /** The newest place in the feed, whatever was known of it. */
    async newestPlace(): Promise<Sequence> {
      const ask = () => transport.changes({ since: beginning, limit: 1, wait: false, signal })
      const page = await loop.persist('pull', ask, () => false)
      return page.last_seq
    },
    /** What a collection reads its part of the feed with, and the gate behind it. */
    open(name: CollectionName): { gate: PersistGate; feed: PullHandler } {
      const gate = createPersistGate()
      gates.set(name, gate)
      const rowsOf = (ids: string[]) => collections[name].storageInstance.findDocumentsById(ids, true)
      const feed = createPullHandler(
        name,
        hub,
        gate,
        (checkpoint) => facts.resumeAt(name, checkpoint),
        (place) => scopes.placeFor(name, place),
        () => backoff.wait(3, signal),
        () => echo.overwritten(aggregates[name].type, rowsOf),
        observe,
      )
      return { gate, feed }
    },
  }
}
export type PullSide = ReturnType<typeof createPullSide>
