import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { type CollectionName, collectionNames, collectionOfType } from '#shared/domain/registry.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { systemClock } from '#shared/kit/clock.ts'
import { createLiveValue } from '../live/live-query.ts'
import type { OpenOptions } from '../options.ts'
import type { OpenDatabase } from '../storage/open-database.ts'
import { storageError } from '../storage/storage-error.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import type { DocumentState, SyncControl } from '../workplace-data.ts'
import { createBackoff } from './backoff.ts'
import { createBatchSize } from './batch-size.ts'
import { createChangesHub } from './changes-hub.ts'
import { type CollectionReplication, replicateCollection } from './collection-replication.ts'
import { createTransport } from './couch-transport.ts'
import { type Hash, refusalRecord } from './inbox-records.ts'
import { followFeed } from './live-feed.ts'
import { createOwnEcho } from './own-echo.ts'
import { createPageSize } from './page-size.ts'
import { createPending } from './pending.ts'
import { createPersistGate, type PersistGate } from './persist-gate.ts'
import { createPullHandler } from './pull-handler.ts'
import { createPushHandler } from './push-handler.ts'
import { createQuarantine } from './quarantine.ts'
import { createRequestLoop } from './request-loop.ts'
import { createResumePoints } from './resume-points.ts'
import { beginning, numberOf } from './sequence.ts'
import { createStatusKeeper } from './sync-status.ts'
import { createTurns } from './turns.ts'
import { onWakeUp } from './wake-ups.ts'

const factsKey = 'sync-facts'
interface Facts {
  firstSyncDone: boolean
  lastContactMs?: number
}
const factsEveryMs = 30_000

export interface Replication extends SyncControl {
  stop(): Promise<void>
}

/** Puts the parts of the replication together: one hub, one live feed, and for every collection a pull and a push. */
export function startReplication(database: OpenDatabase, options: OpenOptions, hash: Hash): Replication {
  const { local, collections } = database
  const clock = options.clock ?? systemClock
  const random = options.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length)))
  const facts = local.get<Facts>(factsKey)
  const keeper = createStatusKeeper(clock, {
    firstSyncDone: facts?.firstSyncDone === true,
    lastContactMs: facts?.lastContactMs,
  })
  const stopping = new AbortController()
  const { signal } = stopping
  const backoff = createBackoff(random)
  const loop = createRequestLoop(backoff, keeper, signal)
  const transport = createTransport({
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    baseUrl: options.baseUrl ?? '',
    database: options.database,
    clock,
    onContact: keeper.contact,
  })
  const echo = createOwnEcho()
  const pending = createPending()
  const quarantine = createQuarantine(local)
  const batchSize = createBatchSize()
  const pageSize = createPageSize()
  const turns = createTurns(2)
  const changed = createLiveValue(0)
  const gates = new Map<CollectionName, PersistGate>()
  const resume = createResumePoints(local, (name) => gates.get(name)?.durable() ?? beginning)
  const headWaiters: (() => void)[] = []

  const hub = createChangesHub({
    fetchPage: (since) =>
      loop.persist('pull', async () => {
        const startedMs = clock.now()
        const page = await transport.changes({ since, limit: pageSize.limit(), wait: false, signal })
        pageSize.took(clock.now() - startedMs)
        return page
      }),
    isEcho: echo.isEcho,
    onPage(to, left) {
      keeper.page(numberOf(to), left)
      if (left === 0) for (const wake of headWaiters.splice(0)) wake()
    },
  })

  const timed = async <T>(request: () => Promise<T>) => {
    const startedMs = clock.now()
    const answer = await request()
    batchSize.took(clock.now() - startedMs)
    return answer
  }

  const push = createPushHandler({
    transport,
    batchSize,
    signal,
    persist: (request) => loop.persist('push', () => turns.take(() => timed(request))),
    async onAcknowledged(id, rev) {
      echo.pushed(id, rev)
      if (quarantine.has(id)) await release(id)
    },
    async refuse(row, code, text) {
      const { _rev, _deleted, ...document } = row.newDocumentState
      await quarantine.refuse(document.id, { code, text, atMs: clock.now() })
      if (document.type === 'inbox') return
      const reason = { code, text }
      const record = await refusalRecord(document, options.stationId, reason, options.context, hash)
      await writeDocuments(collections.inbox, [record])
    },
  })

  async function release(id: string) {
    await quarantine.clear(id)
    const rows = await collections.inbox.find({ selector: { status: { $eq: 'open' } } as never }).exec()
    const open = rows
      .map((row) => row.toJSON() as unknown as InboxItem)
      .filter((item) => item.kind === 'refusal' && item.documentId === id)
    const at = new Date(clock.now()).toISOString()
    const by = options.context.author.name
    const closed = open.map((item) => ({
      ...item,
      status: 'resolved' as const,
      updatedAt: options.context.hybridClock.next(),
      resolution: { choice: 'sent', at, by },
    }))
    await writeDocuments(collections.inbox, closed)
  }

  const storageFailed = (cause: unknown) => {
    if (signal.aborted) return
    keeper.failing('store', storageError(cause).code)
  }

  const replications = new Map<CollectionName, CollectionReplication>()
  for (const name of collectionNames) {
    const gate = createPersistGate()
    gates.set(name, gate)
    const pull = createPullHandler(
      name,
      hub,
      gate,
      (checkpoint) => resume.after(name, checkpoint),
      () => backoff.wait(3, signal),
    )
    replications.set(
      name,
      replicateCollection({
        name,
        collection: collections[name],
        identifier: options.database,
        gate,
        pull,
        push,
        pending,
        isRefused: quarantine.has,
        onActive: (active) => keeper.busy(name, active),
        onStorageFailure: storageFailed,
      }),
    )
  }

  followFeed({
    hub,
    transport,
    loop,
    signal,
    headKnown: () =>
      hub.head() === undefined ? new Promise((resolve) => headWaiters.push(resolve)) : Promise.resolve(),
    onNews(names) {
      for (const name of names) replications.get(name)?.news()
    },
    onLost: () => backoff.wait(1, signal),
    current(abort) {
      hanging = abort
    },
  }).catch(storageFailed)
  let hanging: AbortController | undefined

  /** Facts that survive a restart, written when they have changed and not more often than every half minute. */
  async function keepFacts() {
    const done = [...hub.places().values()].length === collectionNames.length && hub.head() !== undefined
    const status = keeper.status.get()
    const lastContactMs = status.lastContactMs
    await local.put(factsKey, {
      firstSyncDone: done || facts?.firstSyncDone === true,
      ...(lastContactMs === undefined ? {} : { lastContactMs }),
    })
    if (hub.head() !== undefined) await resume.remember(hub.places())
  }
  const keeping = setInterval(() => keepFacts().catch(storageFailed), factsEveryMs)
  Promise.all([...replications.values()].map(({ state }) => state.awaitInitialReplication()))
    .then(() => {
      keeper.firstSyncDone()
      return keepFacts()
    })
    .catch(storageFailed)

  const countAll = () => {
    const refused = quarantine.all()
    const only = new Set([...pending.ids(), ...refused.keys()])
    keeper.counts(only.size, refused.size)
    changed.set(changed.get() + 1)
  }
  const counting = [pending.watch().subscribe(countAll), quarantine.watch().subscribe(countAll)]

  const retryNow = () => {
    backoff.hurry()
    hanging?.abort()
  }
  const unwake = onWakeUp(retryNow)

  return {
    status: keeper.status,
    watchStates: (ids) => ({
      subscribe: (listener) =>
        changed.subscribe(() =>
          listener(
            new Map(
              ids.map((id): [string, DocumentState] => {
                const refusal = quarantine.all().get(id)
                if (refusal) return [id, { kind: 'refused', code: refusal.code, text: refusal.text }]
                return [id, { kind: pending.has(id) ? 'only-here' : 'on-server' }]
              }),
            ),
          ),
        ),
    }),
    retryNow,
    async resend(id) {
      const name = collectionOfType(id.split(':')[0] ?? '')
      const replication = name && replications.get(name)
      if (!replication) throw new AppError('storage.unavailable', { detail: 'no collection of this type' })
      await replication.resend(id)
    },
    async stop() {
      clearInterval(keeping)
      unwake()
      await keepFacts().catch(() => undefined)
      stopping.abort()
      for (const end of counting) end()
      await Promise.all([...replications.values()].map((each) => each.stop()))
      keeper.stopped()
    },
  }
}
