import type { CollectionName } from '#shared/domain/registry.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { storageError } from '../storage/storage-error.ts'
import { commonUntil, isOtherFeed, isOtherScope, isUnknownSince } from './answer-error.ts'
import type { createAskedPages } from './asked-page.ts'
import type { ChangesHub } from './changes-hub.ts'
import type { LongRequests } from './long-requests.ts'
import type { RequestLoop } from './request-loop.ts'

export interface LiveFeedOptions {
  hub: ChangesHub
  pages: ReturnType<typeof createAskedPages>
  loop: RequestLoop
  signal: AbortSignal
  clock: Clock
  longRequests: LongRequests
  /** Resolves when the hub has a head to go on from. */
  headKnown(): Promise<void>
  onNews(collections: CollectionName[]): void
  /** The feed itself is gone (another epoch): resolves when it can be followed again. */
  onLost(common: number): Promise<void>
  /** The feed is that of another part of the clinic: resolves when that one can be followed. */
  onOtherScope(scope: string): Promise<void>
  /** The server has taken the request and keeps the line open. */
  onOpen(): void
  /** A request that hangs on a dead line is given up by this. */
  current(abort: AbortController | undefined): void
}

const limit = 500

/** The one live feed of the clinic (trap T11): a longpoll after the other until the signal ends it. */
export async function followFeed(options: LiveFeedOptions): Promise<void> {
  const { hub, pages, loop, signal, longRequests } = options
  /** A disk that is full in this moment must not be the end of the feed. */
  const goOn = (elsewhere: () => Promise<void>) =>
    loop.persist(
      'live',
      () =>
        elsewhere().catch((cause) => {
          throw storageError(cause)
        }),
      () => false,
    )
  while (!signal.aborted) {
    await options.headKnown()
    await hub.room()
    const since = hub.head()
    if (since === undefined) continue
    try {
      const page = await loop.persist(
        'live',
        () => {
          const abort = new AbortController()
          options.current(abort)
          let openedMs: number | undefined
          const holdMs = longRequests.holdMs()
          return pages({
            since,
            limit,
            wait: true,
            ...(holdMs === undefined ? {} : { holdMs }),
            signal: AbortSignal.any([signal, abort.signal]),
            onOpen() {
              openedMs ??= options.clock.now()
              options.onOpen()
            },
          }).catch((cause) => {
            if (abort.signal.aborted && !signal.aborted) return undefined
            const isCut = openedMs !== undefined && !signal.aborted && !isOtherFeed(cause)
            if (isCut && longRequests.cut(options.clock.now() - openedMs!)) return undefined
            throw cause
          })
        },
        isOtherFeed,
      )
      if (!page || hub.head() !== since) continue
      if (page.results.length === 0 && page.last_seq === since) continue
      options.onNews(hub.append(since, page))
    } catch (cause) {
      if (signal.aborted) return
      if (isOtherScope(cause)) {
        await goOn(() => options.onOtherScope(cause.scope))
        continue
      }
      if (!isUnknownSince(cause)) throw cause
      await goOn(() => options.onLost(commonUntil(cause)))
    }
  }
}
