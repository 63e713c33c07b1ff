import { wholeScope } from '#shared/contract/scope-header.ts'
import {
  aggregates,
  type CollectionName,
  collectionNames,
  collectionOfType,
} from '#shared/domain/registry.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { systemClock } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { SyncControl } from '../controls/sync-control.ts'
import type { OpenOptions } from '../options.ts'
import type { OpenDatabase } from '../storage/open-database.ts'
import { isLeft } from '../storage/remove-rows.ts'
import { storageError } from '../storage/storage-error.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import { commonUntil, isOtherFeed, isOtherScope, isUnknownSince } from './answer-error.ts'
import { createAskedPages } from './asked-page.ts'
import { createBackoff } from './backoff.ts'
import { createChangesHub } from './changes-hub.ts'
import { type CollectionReplication, replicateCollection } from './collection-replication.ts'
import { createTransport } from './couch-transport.ts'
import { createDocumentStates } from './document-states.ts'
import { createFeedScopes } from './feed-scopes.ts'
import { createHeldCopies } from './held-copies.ts'
import { createHistory, type History } from './history.ts'
import { createInPush } from './in-push.ts'
import { type Hash, restoredNotice } from './inbox-records.ts'
import { createLeftPatients } from './left-patients.ts'
import { createLineRemarks } from './line-remarks.ts'
import { followFeed } from './live-feed.ts'
import { createLongRequests } from './long-requests.ts'
import { createOwnEcho } from './own-echo.ts'
import { createPageSize } from './page-size.ts'
import { createPending } from './pending.ts'
import { createPersistGate, type PersistGate } from './persist-gate.ts'
import { createPullHandler, type PullHandler } from './pull-handler.ts'
import { createPushSide } from './push-side.ts'
import { createRefusals } from './refusals.ts'
import { createRequestLoop } from './request-loop.ts'
import { beginning, numberOf, scopeOfPlace } from './sequence.ts'
import { type AskOptions, createAsk } from './server-request.ts'
import { createPageWork, startFirstLoad } from './start-first-load.ts'
import { createStartOver } from './start-over.ts'
import { createSyncFacts } from './sync-facts.ts'
import { createStatusKeeper } from './sync-status.ts'
import { onWakeUp } from './wake-ups.ts'
import { watchLeftPatients } from './watch-left-patients.ts'
import { createWindowMirror } from './window-mirror.ts'

const keepFactsMs = 30_000
const lookAgainMs = 300
const programWord = (random: RandomBytes) =>
  [...random(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

export interface Replication extends SyncControl {
  history: History
  stop(): Promise<void>
}

/** Puts the parts together: one hub, one live feed, and for every collection a pull and a push. */
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
  const clock = options.clock ?? systemClock
  const stopping = new AbortController()
  const { signal } = stopping
  const facts = createSyncFacts(local)
  const keeper = createStatusKeeper(clock, facts)
  const random: RandomBytes = options.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length)))
  const backoff = createBackoff(random)
  const loop = createRequestLoop(backoff, keeper, signal)
  const remarks = createLineRemarks(context.hybridClock, keeper)
  remarks.atStart(clock.now(), facts.lastContactMs)
  const wire: AskOptions = {
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    clock,
    onContact: keeper.contact,
    onHeaders: remarks.onHeaders,
    program: programWord(random),
    hasNetwork: options.hasNetwork ?? (() => globalThis.navigator?.onLine !== false),
  }
  const transport = createTransport({ ...wire, baseUrl: options.baseUrl ?? '', database: options.database })
  const echo = createOwnEcho()
  const pages = createAskedPages(transport, echo)
  const pending = createPending()
  const refusals = createRefusals(local, collections.inbox, stationId, context, hash)
  const states = createDocumentStates({
    pending,
    quarantine: refusals,
    clock,
    onServerSince: (ids) => onServerSince(ids),
    onCounts: keeper.counts,
  })
  const storageFailed = (cause: unknown) => {
    if (!signal.aborted) keeper.failing('store', storageError(cause).code)
  }

  // Windows
  let allCounted = (): void => undefined
  const counted = new Promise<void>((resolve) => {
    allCounted = resolve
  })
  const mirror = createWindowMirror({
    channel: rxdb.multiInstance ? new BroadcastChannel(`lekar-sync/${rxdb.name}`) : undefined,
    own: keeper.status,
    onlyHere: () => pending.ids(),
    onMirrored(ids) {
      pending.mirror(ids)
      allCounted()
    },
    onRetry: () => tryNow(),
  })
  if (rxdb.multiInstance)
    rxdb
      .waitForLeadership()
      .then(() => {
        if (signal.aborted) return
        keeper.takeOver(createSyncFacts(local))
        mirror.lead()
      })
      .catch(storageFailed)

  // Pull
  const pageSize = createPageSize()
  const firstPage = (limit: number) => transport.changes({ since: beginning, limit, wait: false, signal })
  const headWaiters: (() => void)[] = []
  const hub = createChangesHub({
    isStale: echo.isStale,
    onNews: (collections) => tellAll(collections),
    async fetchPage(since) {
      try {
        const startedMs = clock.now()
        const ask = () =>
          pages({ since, limit: pageSize.limit(), wait: false, signal }).catch((cause) => {
            pageSize.failed()
            throw cause
          })
        const page = await loop.persist('pull', ask, isOtherFeed)
        pageSize.took(clock.now() - startedMs)
        return page
      } catch (cause) {
        if (isOtherScope(cause)) await scopes.enter(cause.scope)
        else if (isUnknownSince(cause)) await startOver(commonUntil(cause))
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
    onEntered: () => tellAll(collectionNames),
  })

  const inPush = createInPush()
  const push = createPushSide({
    transport,
    loop,
    refusals,
    echo,
    inPush,
    clock,
    signal,
    onPushed: (id) => pushed(id),
  })
  const gates = new Map<CollectionName, PersistGate>()
  const replications = new Map<CollectionName, CollectionReplication>()
  for (const name of collectionNames) {
    const gate = createPersistGate()
    gates.set(name, gate)
    const pullFeed = createPullHandler(
      name,
      hub,
      gate,
      (checkpoint) => facts.resumeAt(name, checkpoint),
      (place) => scopes.placeFor(name, place),
      () => backoff.wait(3, signal),
      () =>
        echo.overwritten(aggregates[name].type, (ids) =>
          collections[name].storageInstance.findDocumentsById(ids, true),
        ),
      context.hybridClock.observe,
    )
    const pull: PullHandler = async (checkpoint) => {
      await firstLoad.ready()
      const part = await pullFeed(checkpoint)
      // Before the part counts as stored: whatever breaks in between, the feed brings it again.
      const ids = part.documents.map(({ id }) => id)
      await sendSeen(ids)
      if (name === 'patients') await left.seen(ids)
      inPush.passed(part.documents)
      return part
    }
    const parts = { name, collection: collections[name], identifier: options.database, gate, pull, push }
    replications.set(
      name,
      replicateCollection({
        ...parts,
        pending,
        isRefused: (id) => refusals.get(id) !== undefined,
        refused: () => [...refusals.all().keys()].filter((id) => id.startsWith(`${aggregates[name].type}:`)),
        release: refusals.release,
        onActive: (active) => keeper.busy(name, active),
        onStorageFailure: storageFailed,
        onStorageWell: () => keeper.well('store'),
      }),
    )
  }
  Promise.all([...replications.values()].map((each) => each.counted))
    .then(() => {
      allCounted()
      // The feed may have brought one in the moment of its refusal.
      return sendSeen([...refusals.all().keys()])
    })
    .catch(storageFailed)
  const tellAll = (names: Iterable<CollectionName>) => {
    for (const name of names) replications.get(name)?.news()
  }

  /** Soon after a push the feed is read to its end once more: see own-echo. */
  const pushedTo = new Set<CollectionName>()
  const pushed = (id: string) => {
    if (pushedTo.size === 0)
      setTimeout(() => {
        if (!signal.aborted) tellAll(pushedTo)
        pushedTo.clear()
      }, lookAgainMs)
    const name = collectionOfType(id.split(':')[0] ?? '')
    if (name) pushedTo.add(name)
  }

  const startOver = createStartOver({
    hub,
    forget: echo.forget,
    collections,
    replications,
    transport,
    signal,
    persist: (request, forCaller) => loop.persist('pull', request, forCaller),
    isKnowable: ({ author, _downloaded }) =>
      !isLeft({ _downloaded }) &&
      (author.id === context.author.id ||
        [...hub.places().values()].every((place) => (scopeOfPlace(place) ?? wholeScope) === wholeScope)),
    async tell() {
      const page = await loop.persist(
        'pull',
        () => firstPage(1),
        () => false,
      )
      const notice = await restoredNotice(page.last_seq, context, hash)
      const present = await collections.inbox.storageInstance.findDocumentsById([notice.id], true)
      if (present.length === 0) await writeDocuments(collections.inbox, [notice])
    },
  })

  const loading = {
    ...{ local, facts, keeper, transport, loop, backoff, pageSize, clock, signal },
    ...{ collections, replications, startOver, storageFailed },
    offMs: remarks.offMs,
    observe: context.hybridClock.observe,
  }
  const work = createPageWork(loading)
  const firstLoad = startFirstLoad(loading, work)
  const history = createHistory({
    ...{ local, work, signal },
    nowMs: () => clock.now(),
    loaded: firstLoad.whole,
    scope: () => [...hub.places().values()].map(scopeOfPlace).find((scope) => scope !== undefined),
    async isSeen(id) {
      const ask = () => transport.documents([id], signal)
      const [row] = await loop.persist('pull', ask, (error) => error.code === 'server.refused')
      return row !== undefined && row.error === undefined && row.value?.deleted !== true
    },
    isFed: () => facts.firstSyncDone,
    onFailure: storageFailed,
  })
  const leading = rxdb.multiInstance ? rxdb.waitForLeadership() : Promise.resolve()
  leading.then(history.lead).catch(storageFailed)

  let hanging: AbortController | undefined
  followFeed({
    hub,
    pages,
    loop,
    signal,
    clock,
    longRequests: createLongRequests((afterMs) => keeper.remark('line-cuts', { kind: 'line-cuts', afterMs })),
    headKnown: () =>
      hub.head() === undefined ? new Promise((resolve) => headWaiters.push(resolve)) : Promise.resolve(),
    onNews: tellAll,
    onLost: startOver,
    onOtherScope: scopes.enter,
    onOpen: () => keeper.well('live'),
    current(abort) {
      hanging = abort
    },
  }).catch(storageFailed)

  const keepFacts = async () =>
    mirror.isLeading() &&
    facts.keep({
      firstSyncDone: keeper.isFirstSyncDone(),
      lastContactMs: keeper.status.get().lastContactMs,
      complete:
        hub.places().size === collectionNames.length &&
        [...hub.places().values()].every((place) => hub.head() === place),
      places: hub.places(),
      durable: (name) => gates.get(name)?.durable(),
      isOpen: (name) => gates.get(name)?.isOpen() === true,
    })
  const keeping = setInterval(() => keepFacts().catch(storageFailed), keepFactsMs)
  Promise.all([...replications.values()].map(({ state }) => state.awaitInitialReplication()))
    .then(firstLoad.whole)
    .then(() => {
      keeper.firstSyncDone()
      return keepFacts()
    })
    .catch(storageFailed)

  function replicationOf(id: string): CollectionReplication {
    const name = collectionOfType(id.split(':')[0] ?? '')
    const replication = name && replications.get(name)
    if (!replication) throw new AppError('storage.unavailable', { detail: 'no collection of this type' })
    return replication
  }
  async function onServerSince(ids: string[]): Promise<ReadonlyMap<string, number>> {
    const since = new Map<string, number>()
    for (const [name, replication] of replications) {
      const own = ids.filter((id) => collectionOfType(id.split(':')[0] ?? '') === name)
      if (own.length === 0) continue
      for (const [id, atMs] of await replication.onServerSince(own)) since.set(id, atMs)
    }
    return since
  }
  const resend = async (id: string) => replicationOf(id).resend(id)
  /** Of these documents, which are seen now: those that were refused because they were not. */
  async function sendSeen(ids: readonly string[]) {
    for (const id of refusals.seen(ids)) await resend(id)
  }
  const tryAside = async () => {
    if (!mirror.isLeading()) return
    for (const id of refusals.due()) await resend(id)
    for (const replication of replications.values()) await replication.sendForgotten()
  }
  const tryingAside = setInterval(() => tryAside().catch(storageFailed), keepFactsMs)

  const tryNow = () => {
    backoff.hurry()
    hanging?.abort()
  }
  const unwake = onWakeUp(tryNow, clock)

  const askClinic = createAsk(`${options.baseUrl ?? ''}/api/clinics/${options.clinicId}`, wire)
  const left = createLeftPatients({
    held: createHeldCopies({ collections, replications }),
    local,
    person: context.author.id,
    people: options.people ?? (async () => undefined),
    scope: () => scopeOfPlace(hub.head() ?? beginning),
    isUnsent: (id) => pending.has(id) || refusals.get(id) !== undefined,
    unsentFiles: beside.unsentFiles,
    ask: (body) => askClinic('/held-documents', signal, { body }),
  })
  const endWatch = watchLeftPatients({
    left,
    clock,
    status: keeper.status,
    isQuiet: () => mirror.isLeading() && keeper.isFirstSyncDone() && hub.head() !== undefined,
    onGone(patients) {
      keeper.remark('copies-removed', { kind: 'copies-removed', patients: patients.length })
      beside.onCopiesRemoved(patients)
    },
  })

  return {
    status: mirror.status,
    watchStates: states.watch,
    bringForward: firstLoad.bringForward,
    history,
    watchOnlyHere: states.watchOnlyHere,
    counted: () => counted,
    retryNow: () => (mirror.isLeading() ? tryNow() : mirror.askRetry()),
    resend,
    async withdraw(id) {
      const withdrawn = await replicationOf(id).withdraw(id)
      if (withdrawn) await refusals.clear(id)
      return withdrawn
    },
    async stop() {
      clearInterval(keeping)
      clearInterval(tryingAside)
      unwake()
      endWatch()
      await keepFacts().catch(() => undefined)
      stopping.abort()
      states.end()
      await Promise.all([...replications.values()].map((each) => each.stop()))
      keeper.stopped()
      mirror.end()
    },
  }
}
