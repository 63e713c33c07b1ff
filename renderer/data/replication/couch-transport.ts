import type { BulkDocsRow, ChangesPage, ChangesRow, WireDocument } from '#shared/contract/couch.ts'
import { isTooOld, oldestServer, protocolHeader, protocolVersion } from '#shared/contract/protocol-version.ts'
import { wireSchemaHeader, wireSchemaVersion } from '#shared/contract/wire-schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { errorOfStatus } from './answer-error.ts'
import { bulkDocsAnswer, changesAnswer, type KeysRow, keysAnswer, missingAnswer } from './couch-answers.ts'
import { gzip } from './gzip.ts'
import { readBody } from './read-body.ts'

/**
 * The wire to the clinic's database. Every answer that is not exactly what was asked for is an `AppError`: a status
 * other than 2xx, somebody else's page with 200, cut JSON, an empty body (trap T2). Nothing ends silently.
 */
export interface CouchTransport {
  /** One page of changes with documents. `wait` asks for a longpoll: it is answered when there is news, or empty. */
  changes(ask: {
    since: string
    limit: number
    wait: boolean
    /** Only documents that this Mango selector fits. */
    selector?: Record<string, unknown>
    /** A longpoll that the server ends after so long without news; with heartbeats and without an end when left out. */
    holdMs?: number
    signal: AbortSignal
    /** Our server has begun to answer: a longpoll is open. */
    onOpen?: () => void
  }): Promise<ChangesPage>
  bulkDocs(documents: WireDocument[], signal: AbortSignal): Promise<BulkDocsRow[]>
  documents(ids: string[], signal: AbortSignal): Promise<KeysRow[]>
  /** The newest change of each of these documents that is there. */
  changesOf(ids: string[], signal: AbortSignal): Promise<ChangesRow[]>
  /** Of these revisions those that the server does not have and never had. */
  unknownRevisions(revOf: ReadonlyMap<string, string>, signal: AbortSignal): Promise<Set<string>>
}

export interface TransportOptions {
  fetch: typeof fetch
  /** Origin of the server; empty for the page's own. */
  baseUrl: string
  database: string
  clock: Clock
  /** Called for every answer that is surely our server's. */
  onContact(timeMs: number): void
  /** The headers of our server's answer are here. */
  onHeaders?(headers: Headers, sentMs: number, receivedMs: number): void
  /** False when this PC has no network at all; the browser's word. */
  hasNetwork?(): boolean
}

/** No byte for so long, and the line is taken for dead. Heartbeats come every 10 s. */
const idleMs = 25_000
const heartbeatMs = 10_000
/** Shorter bodies fit into one packet as they are, characters. */
const zipFrom = 1_000

export function createTransport(options: TransportOptions): CouchTransport {
  const root = `${options.baseUrl}/${encodeURIComponent(options.database)}`

  async function ask(
    path: string,
    signal: AbortSignal,
    body?: unknown,
    onOpen?: () => void,
    patienceMs = idleMs,
  ): Promise<unknown> {
    const idle = new AbortController()
    const text = body === undefined ? undefined : JSON.stringify(body)
    const zips = text !== undefined && text.length > zipFrom
    const sent = zips ? await gzip(text) : text
    const headers: Record<string, string> = {
      accept: 'application/json',
      [protocolHeader]: String(protocolVersion),
      [wireSchemaHeader]: String(wireSchemaVersion),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(zips ? { 'content-encoding': 'gzip' } : {}),
    }
    let timer = setTimeout(() => idle.abort(), patienceMs)
    const alive = () => {
      clearTimeout(timer)
      timer = setTimeout(() => idle.abort(), patienceMs)
    }
    try {
      const sentMs = options.clock.now()
      const response = await options.fetch(root + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers,
        cache: 'no-store',
        credentials: 'same-origin',
        signal: AbortSignal.any([signal, idle.signal]),
        ...(sent === undefined ? {} : { body: sent }),
      })
      const ours = response.headers.has(protocolHeader)
      if (ours) options.onHeaders?.(response.headers, sentMs, options.clock.now())
      const waiting = onOpen !== undefined && response.ok && ours
      if (waiting) onOpen()
      const answered = await readBody(response, () => {
        alive()
        // Headers and heartbeats of a waiting feed are our server's word as well.
        if (waiting) options.onContact(options.clock.now())
      })
      if (!response.ok) throw errorOfStatus(response.status, ours, answered)
      if (!ours) throw new AppError('network.not-our-server', { detail: 'no protocol header' })
      if (isTooOld(response.headers.get(protocolHeader), oldestServer))
        throw new AppError('server.too-old', { detail: `protocol ${response.headers.get(protocolHeader)}` })
      const answer = parse(answered)
      options.onContact(options.clock.now())
      return answer
    } catch (cause) {
      if (cause instanceof AppError || signal.aborted) throw cause
      if (idle.signal.aborted)
        throw new AppError('network.timeout', { detail: path.split('?')[0] ?? '', cause })
      const none = options.hasNetwork?.() === false
      throw new AppError(none ? 'network.none' : 'network.unreachable', { cause })
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    async changes({ since, limit, wait, holdMs, selector, signal, onOpen }) {
      const until = holdMs === undefined ? `heartbeat=${heartbeatMs}` : `timeout=${holdMs}`
      const feed = wait ? `feed=longpoll&${until}` : 'feed=normal'
      const query = `${feed}&include_docs=true&limit=${limit}&since=${encodeURIComponent(since)}`
      const patienceMs = idleMs + (holdMs ?? 0)
      const filter = selector ? '&filter=_selector' : ''
      const body = selector && { selector }
      return changesAnswer(await ask(`/_changes?${query}${filter}`, signal, body, onOpen, patienceMs))
    },
    async bulkDocs(documents, signal) {
      return bulkDocsAnswer(await ask('/_bulk_docs', signal, { docs: documents }), documents.length)
    },
    async documents(ids, signal) {
      const asked = { keys: ids, include_docs: true, deleted: 'ok' }
      return keysAnswer(await ask('/_all_docs?include_docs=true', signal, asked), ids.length)
    },
    async changesOf(ids, signal) {
      const path = '/_changes?filter=_doc_ids&include_docs=true'
      return changesAnswer(await ask(path, signal, { doc_ids: ids })).results
    },
    async unknownRevisions(revOf, signal) {
      const asked = Object.fromEntries([...revOf].map(([id, rev]) => [id, [rev]]))
      return new Set(Object.keys(missingAnswer(await ask('/_revs_diff', signal, asked))))
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('network.malformed-answer', { detail: `${text.length} characters, not JSON`, cause })
  }
}
