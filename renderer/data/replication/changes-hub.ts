import type { CollectionName } from '#shared/domain/registry.ts'
import type { IncomingDocument } from '../storage/stored-document.ts'
import type { AskedPage } from './asked-page.ts'
import { covers, type FeedPage, feedPage, rowsAfter } from './feed-page.ts'
import type { OwnEcho } from './own-echo.ts'
import { atOrAfter, beginning, type Sequence } from './sequence.ts'

/**
 * Catching up in shared pages: each page of the clinic's feed is fetched once and handed to every collection, so that
 * the number of requests does not depend on the number of collections. A collection reads from its own place; whichever
 * order they come in, none misses a change. Few pages are held: a fast reader waits for a slow one.
 */
export interface ChangesHub {
  /** What comes next for a collection after `since`; undefined at the end of what is known to exist (trap T4). */
  read(
    collection: CollectionName,
    since: Sequence,
  ): Promise<{ documents: IncomingDocument[]; to: Sequence } | undefined>
  /** The place where the live feed goes on, as soon as the true end was seen. */
  head(): Sequence | undefined
  /** A page that the live feed brought: the collections with news of it. */
  append(from: Sequence, page: AskedPage): CollectionName[]
  /** Resolves when there is room for one more page. */
  room(): Promise<void>
  /** Forgets everything: the feed is another one now. Collections go on from these places, or from its beginning. */
  reset(places?: ReadonlyMap<CollectionName, Sequence>): void
  /** Where each collection is now. */
  places(): ReadonlyMap<CollectionName, Sequence>
}

export interface HubOptions {
  /** Fetches one page after `since`; waits and tries again by itself as long as it takes. */
  fetchPage(since: Sequence): Promise<AskedPage>
  isStale: OwnEcho['isStale']
  /** Called after each page: how far, and how much is still there. */
  onPage?(to: Sequence, pending: number): void
  /** A page that one collection fetched brought news for others, which had read to the end before it. */
  onNews?(collections: CollectionName[]): void
  /** How long a page is kept for a reader that does not come, milliseconds. */
  patienceMs?: number
}

const maxPages = 3

export function createChangesHub(options: HubOptions): ChangesHub {
  const { patienceMs = 20_000 } = options
  let pages: FeedPage[] = []
  let head: Sequence | undefined
  let running: Promise<void> | undefined
  let generation = 0
  const wanted = new Map<symbol, Sequence>()
  const places = new Map<CollectionName, Sequence>()
  const roomWaiters = new Set<() => void>()

  const isNeeded = (page: FeedPage) =>
    [...places.values()].some((place) => atOrAfter(place, page.to) !== true)

  function release() {
    const kept = pages.filter(isNeeded)
    if (kept.length === pages.length) return
    pages = kept
    for (const wake of [...roomWaiters]) wake()
  }

  async function room() {
    release()
    while (pages.length >= maxPages) {
      const inTime = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => done(false), patienceMs)
        const wake = () => done(true)
        function done(released: boolean) {
          clearTimeout(timer)
          roomWaiters.delete(wake)
          resolve(released)
        }
        roomWaiters.add(wake)
      })
      // Its reader is stuck; it will fetch this page again when it comes.
      if (!inTime) pages.shift()
    }
  }

  function add(from: Sequence, page: AskedPage): FeedPage {
    const added = feedPage(from, page)
    // A page longer than nothing is kept for the others; an empty one only says where the end is.
    if (added.size > 0) pages.push(added)
    else for (const [collection, place] of places) if (place === from) places.set(collection, added.to)
    if (page.pending === 0) head = page.last_seq
    options.onPage?.(page.last_seq, page.pending)
    return added
  }

  const lowest = () => [...wanted.values()].reduce((a, b) => (atOrAfter(b, a) === false ? b : a))

  /** One fetch at a time, of the place that is furthest behind: the others are mostly covered by it. */
  async function fetchOne(since: Sequence): Promise<void> {
    const key = Symbol()
    wanted.set(key, since)
    try {
      if (!running) {
        running = (async () => {
          await new Promise((resolve) => setTimeout(resolve, 0))
          await room()
          const from = lowest()
          const started = generation
          const page = await options.fetchPage(from)
          if (started !== generation) return
          // The live feed goes on after this page: who is not told of it now would not hear of it again.
          const wasAtEnd = head !== undefined
          const added = add(from, page)
          const behind = [...places].filter(
            ([collection, place]) => added.rowsOf.has(collection) && atOrAfter(place, added.to) !== true,
          )
          if (wasAtEnd && behind.length > 0) options.onNews?.(behind.map(([collection]) => collection))
        })().finally(() => {
          running = undefined
        })
      }
      await running
    } finally {
      wanted.delete(key)
    }
  }

  return {
    head: () => head,
    places: () => places,
    room,
    async read(collection, from) {
      let since = from
      for (;;) {
        places.set(collection, since)
        release()
        // Before the end: another collection's fetch may have gone past it.
        const page = pages.find((each) => covers(each, since))
        if (!page && head !== undefined && atOrAfter(since, head) === true) {
          // The beginning of an empty feed has a name of its own: without it no page would ever count as read here.
          if (since === beginning) places.set(collection, head)
          return undefined
        }
        if (!page) {
          const started = generation
          await fetchOne(since)
          // The caller is told to begin again.
          if (started !== generation) return undefined
          since = places.get(collection) ?? since
          continue
        }
        const documents = rowsAfter(page, collection, since, options.isStale)
        since = page.to
        if (documents.length > 0) {
          places.set(collection, since)
          // The next page comes while this one is being stored.
          if (
            head === undefined &&
            !running &&
            pages.length < maxPages &&
            !pages.some((p) => covers(p, since))
          )
            fetchOne(since).catch(() => undefined)
          return { documents, to: since }
        }
      }
    },
    append(from, page) {
      const added = add(from, page)
      head = page.last_seq
      const told: CollectionName[] = []
      for (const [collection, place] of places) {
        if (added.rowsOf.has(collection)) told.push(collection)
        else if (place === from) places.set(collection, added.to)
      }
      release()
      return told
    },
    reset(next) {
      generation += 1
      pages = []
      head = undefined
      for (const collection of places.keys()) places.set(collection, next?.get(collection) ?? beginning)
      for (const wake of [...roomWaiters]) wake()
    },
  }
}
