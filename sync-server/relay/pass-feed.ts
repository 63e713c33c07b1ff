import type { FastifyReply, FastifyRequest } from 'fastify'
import { queryOf } from '../couch/query.ts'
import { openFeedLine } from '../http/feed-line.ts'
import type { Couchdb } from './couchdb.ts'
import { type FeedWatch, knownSince, watchContinuous, watchEvents, watchLongpoll } from './feed-ending.ts'
import { headersToClient, headersToCouchdb } from './forwarded-headers.ts'
import { bodyOf } from './pass-on.ts'
import { targetPath } from './target-path.ts'
import { CouchdbUnavailable } from './unavailable.ts'
import { upstreamError } from './upstream-error.ts'

export interface OpenFeeds {
  count(): number
  ofUser(user: string): number
  add(feed: { user: string; end(): void }): () => void
  endOfUser(user: string): void
  close(): void
}

/** The feeds that pass through now, so that they end well when the server stops. */
export function createOpenFeeds(): OpenFeeds {
  const open = new Set<{ user: string; end(): void }>()
  return {
    count: () => open.size,
    ofUser: (user) => [...open].filter((feed) => feed.user === user).length,
    add(feed) {
      open.add(feed)
      return () => void open.delete(feed)
    },
    endOfUser(user) {
      for (const feed of [...open]) if (feed.user === user) feed.end()
    },
    close() {
      for (const feed of [...open]) feed.end()
    },
  }
}

const graceMs = 30_000
const usualWaitMs = 60_000

interface PassFeedOptions {
  couchdb: Couchdb
  database: string
  bodyLimitBytes: number
  feeds: OpenFeeds
  user: string
  stalledMs: number
}

/** Streams a waiting feed. It ends on both sides when either goes away: for the client with a valid end where one is true. */
export async function passFeed(
  request: FastifyRequest,
  reply: FastifyReply,
  options: PassFeedOptions,
): Promise<void> {
  const raw = reply.raw
  const gone = new AbortController()
  const watch = watchOf(request)
  const remove = options.feeds.add({ user: options.user, end: () => gone.abort() })
  raw.once('close', () => {
    remove()
    gone.abort()
  })
  const answer = await options.couchdb
    .open({
      method: request.method,
      path: targetPath(request.raw.url ?? '/'),
      headers: { ...headersToCouchdb(request.headers), 'accept-encoding': 'identity' },
      body: bodyOf(request, options.bodyLimitBytes),
      signal: gone.signal,
      idleMs: longestSilenceMs(request),
      isFeed: true,
    })
    .catch((error: unknown) => {
      // Stopped before the CouchDB answered: the client comes again.
      throw gone.signal.aborted ? new CouchdbUnavailable('stopped') : error
    })
  if (answer.statusCode !== 200) throw await upstreamError(answer, options.database)
  if (String(answer.headers['content-type'] ?? '').includes('html')) {
    answer.destroy()
    throw new CouchdbUnavailable('html')
  }
  // Nothing else of its headers: the length of an answer that was ready at once is not that of the one packed here, and a
  // client would wait for the rest for ever.
  const contentType = headersToClient(answer.headers)['content-type'] ?? 'application/json; charset=utf-8'
  const line = openFeedLine(request, reply, { contentType, stalledMs: options.stalledMs })
  const breakOff = (): void => {
    const ending = watch.ending()
    if (ending === undefined) line.cut()
    else line.end(Buffer.from(ending))
  }
  answer.on('data', (chunk: Buffer) => {
    const part = watch.pass(chunk)
    if (part.length > 0) line.write(part)
    if (line.isBlocked()) answer.pause()
  })
  line.onDrain(() => answer.resume())
  answer.once('end', () => line.end(Buffer.alloc(0)))
  answer.once('error', breakOff)
  answer.once('close', () => {
    if (!answer.complete && !raw.writableEnded) breakOff()
  })
}

function watchOf(request: FastifyRequest): FeedWatch {
  const query = queryOf(request)
  const since = knownSince(query.text('since') ?? String(request.headers['last-event-id'] ?? ''))
  const feed = query.text('feed')
  if (feed === 'longpoll') return watchLongpoll(since)
  return feed === 'eventsource' ? watchEvents() : watchContinuous()
}

/** A CouchDB that says nothing for longer than it was asked to is dead. */
function longestSilenceMs(request: FastifyRequest): number {
  const query = queryOf(request)
  const asked = [query.text('heartbeat'), query.text('timeout')].map((text) => Number(text ?? 0) || 0)
  return Math.max(usualWaitMs, ...asked) + graceMs
}
