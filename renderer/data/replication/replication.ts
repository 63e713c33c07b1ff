import { wholeScope } from '#shared/contract/scope-header.ts'
import { aggregates, type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import type { SyncControl } from '../controls/sync-control.ts'
import { hasExchangedFiles } from '../courier/courier-log.ts'
import type { OpenOptions } from '../options.ts'
import type { OpenDatabase } from '../storage/open-database.ts'
import { isLeft } from '../storage/remove-rows.ts'
import { storageError } from '../storage/storage-error.ts'
import type { StoreRow } from '../storage/stored-document.ts'
import { createAllReplications } from './all-replications.ts'
import { replicateCollection } from './collection-replication.ts'
import { createDocumentStates } from './document-states.ts'
import { createHistory, type History } from './history.ts'
import { createInPush } from './in-push.ts'
import type { Hash } from './inbox-records.ts'
import { keepFacts } from './keep-facts.ts'
import { createLeadingWindow } from './leading-window.ts'
import { createLine } from './line.ts'
import { followFeed } from './live-feed.ts'
import { createLongRequests } from './long-requests.ts'
import { createLookAgain } from './look-again.ts'
import { createOwnEcho } from './own-echo.ts'
import { createPending } from './pending.ts'
import type { PullHandler } from './pull-handler.ts'
import { createPullSide } from './pull-side.ts'
import { createPushSide } from './push-side.ts'
import { createRefusals } from './refusals.ts'
import { createSecondTries } from './second-tries.ts'
import { commonEpoch, scopeOfPlace } from './sequence.ts'
import { createPageWork, startFirstLoad } from './start-first-load.ts'
import { startLeaving } from './start-leaving.ts'
import { createStartOver } from './start-over.ts'
import { createSyncFacts } from './sync-facts.ts'
import { createUnmet } from './unmet.ts'
import { onWakeUp } from './wake-ups.ts'

export interface Replication extends SyncControl {
  history: History
  /** The life of the server that this PC knows, between two restores; undefined while it looks what was lost. */
  epoch(): string | undefined
  /** Whether this window replicates and knows what the server is believed to have; the other windows do not. */
  leads(): Promise<boolean>
  /** What the server is believed to have of these documents; those that it never had are left out. */
  serverStates(name: CollectionName, ids: readonly string[]): Promise<ReadonlyMap<string, StoreRow>>
  stop(): Promise<void>
}

/** Puts the parts together: one line, one feed, and for every collection a pull and a push. */
export function startReplication(
  database: OpenDatabase,
  options: OpenOptions,
  hash: Hash,
  beside: {
    onCopiesRemoved(patients: string[]): void
    /** Files that the server does not have. */
    unsentFiles(): Promise<ReadonlySet<string>>
  },
): Replication {
  const { rxdb, local, collections } = database
  const { context, stationId } = options
  const { observe } = context.hybridClock
  const line = createLine(local, options)
  const { transport, loop, clock, signal, keeper, backoff } = line
  const storageFailed = (cause: unknown) => {
    if (!signal.aborted) keeper.failing('store', storageError(cause).code)
  }
  const replications = createAllReplications()

  // What is only here
  const pending = createPending()
  const refusals = createRefusals(local, collections.inbox, stationId, context, hash)
  const unmet = createUnmet(local, clock)
  const isRefused = (id: string) => refusals.get(id) !== undefined
  const { onServerSince } = replications
  const states = createDocumentStates({
    ...{ pending, quarantine: refusals, clock, onServerSince, onCounts: keeper.counts },
  })
  const windows = createLeadingWindow({
    ...{ rxdb, line, local, pending, onFailure: storageFailed },
    onRetry: () => tryNow(),
    async onWithdraw(id) {
      await replications.counted()
      const withdrawn = await replications.withdraw(id)
      if (withdrawn) await refusals.release(id, true)
      return withdrawn
    },
  })
  const tries = createSecondTries({
    ...{ refusals, unmet, replications, clock, isLeading: windows.isLeading, onFailure: storageFailed },
  })

  // Pull and push
  const echo = createOwnEcho()
  const inPush = createInPush()
  const pullSide = createPullSide({
    ...{ line, local, collections, echo, observe, onNews: replications.news },
    onLost: (common) => startOver(common),
  })
  const { hub, pageSize } = pullSide
  const scopeNow = () => [...hub.places().values()].map(scopeOfPlace).find((scope) => scope !== undefined)
  const push = createPushSide({
    givesFiles: () => hasExchangedFiles(local),
    ...{ transport, loop, refusals, echo, inPush, unmet, clock, signal },
    onPushed: createLookAgain(replications.news, signal),
    onCured: (ids) =>
      void inPush
        .settled(ids)
        .then(() => tries.again(ids))
        .catch(storageFailed),
  })
  for (const name of collectionNames) {
    const { gate, feed } = pullSide.open(name)
    const pull: PullHandler = async (checkpoint) => {
      await firstLoad.ready()
      const part = await feed(checkpoint)
      // Before the part counts as stored: whatever breaks in between, the feed brings it again.
      const ids = part.documents.map(({ id }) => id)
      try {
        await tries.seen(ids)
        if (name === 'patients') await leaving.seen(ids)
        await inPush.settled(ids)
      } catch (cause) {
        gate.failed()
        throw cause
      }
      inPush.passed(part.documents)
      return part
    }
    replications.add(
      name,
      replicateCollection({
        ...{ name, collection: collections[name], identifier: options.database, gate, pull, push },
        ...{ pending, isRefused, release: refusals.release, onNoted: inPush.noted },
        isDenied: (id) => refusals.get(id)?.cameByFile === true,
        refused: () => [...refusals.all().keys()].filter((id) => id.startsWith(`${aggregates[name].type}:`)),
        onActive: (active) => keeper.busy(name, active),
        onStorageFailure: storageFailed,
        onStorageWell: () => keeper.well('store'),
      }),
    )
  }
  replications
    .counted()
    .then(() => {
      windows.allCounted()
      // The feed may have brought one in the moment of its refusal.
      return tries.seen(refusals.all().keys())
    })
    .catch(storageFailed)

  // A server that was restored, a station that is new, the past
  const startOver = createStartOver({
    ...{ local, hub, collections, replications, transport, signal, context, hash },
    forget: echo.forget,
    persist: (request, forCaller) => loop.persist('pull', request, forCaller),
    isKnowable: ({ author, _downloaded }) =>
      !isLeft({ _downloaded }) &&
      (author.id === context.author.id ||
        [...hub.places().values()].every((place) => (scopeOfPlace(place) ?? wholeScope) === wholeScope)),
    newestPlace: pullSide.newestPlace,
  })
  const loading = { line, local, pageSize, collections, replications, startOver, storageFailed, observe }
  const work = createPageWork(loading)
  const firstLoad = startFirstLoad(loading, work)
  const history = createHistory({
    ...{ local, work, signal, scope: scopeNow, loaded: firstLoad.whole, onFailure: storageFailed },
    nowMs: () => clock.now(),
    async isSeen(id) {
      const ask = () => transport.documents([id], signal)
      const [row] = await loop.persist('pull', ask, (error) => error.code === 'server.refused')
      return row !== undefined && row.error === undefined && row.value?.deleted !== true
    },
    // Another window may have read it since this one was opened.
    isFed: () => createSyncFacts(local).firstSyncDone,
  })
  const leading = rxdb.multiInstance ? rxdb.waitForLeadership() : Promise.resolve()
  leading.then(history.lead).catch(storageFailed)

  // The live feed
  let hanging: AbortController | undefined
  const tryNow = () => {
    backoff.hurry()
    hanging?.abort()
  }
  followFeed({
    ...{ hub, loop, signal, clock, pages: pullSide.pages, headKnown: pullSide.headKnown },
    longRequests: createLongRequests((afterMs) => keeper.remark('line-cuts', { kind: 'line-cuts', afterMs })),
    onNews: replications.news,
    onLost: startOver,
    onOtherScope: pullSide.scopes.enter,
    onOpen: () => keeper.well('live'),
    current(abort) {
      hanging = abort
    },
  }).catch(storageFailed)
  const unwake = onWakeUp(tryNow, clock)

  const keeping = keepFacts(line, pullSide, windows.isLeading, storageFailed)
  replications
    .initial()
    .then(firstLoad.whole)
    .then(() => {
      keeper.firstSyncDone()
      return keeping.now()
    })
    .catch(storageFailed)

  const leaving = startLeaving({
    ...{ line, local, hub, collections, replications, options, ...beside },
    isLeading: windows.isLeading,
    isUnsent: (id) => pending.has(id) || isRefused(id),
  })

  return {
    status: windows.status,
    watchStates: states.watch,
    bringForward: firstLoad.bringForward,
    history,
    watchOnlyHere: states.watchOnlyHere,
    counted: () => windows.counted,
    retryNow: () => (windows.isLeading() ? tryNow() : windows.askRetry()),
    async resend(id) {
      await replications.resend(id)
    },
    async leads() {
      await windows.counted
      if (!windows.isLeading()) return false
      await replications.counted()
      return true
    },
    epoch: () => commonEpoch(hub.places().values()),
    serverStates: async (name, ids) => (await replications.get(name)?.serverStates(ids)) ?? new Map(),
    withdraw: windows.withdraw,
    async stop() {
      keeping.stop()
      tries.stop()
      unwake()
      leaving.end()
      await keeping.now().catch(() => undefined)
      line.end()
      states.end()
      await replications.stop()
      keeper.stopped()
      windows.end()
    },
  }
}
