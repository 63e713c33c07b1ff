import { newestPacking, packingHeader } from '#shared/contract/packing.ts'
import { programHeader } from '#shared/contract/program.ts'
import { isTooOld, oldestServer, protocolHeader, protocolVersion } from '#shared/contract/protocol-version.ts'
import { scopeHeader, wholeScope } from '#shared/contract/scope-header.ts'
import { wireSchemaHeader, wireSchemaVersion } from '#shared/contract/wire-schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { AnswerError, errorOfStatus } from './answer-error.ts'
import { createPackedRequests } from './packing/packed-requests.ts'
import { readBody } from './read-body.ts'

export interface AskOptions {
  fetch: typeof fetch
  clock: Clock
  /** Called for every answer that is surely our server's. */
  onContact(timeMs: number): void
  /** The headers of our server's answer are here. */
  onHeaders?(headers: Headers, sentMs: number, receivedMs: number): void
  /** False when this PC has no network at all; the browser's word. */
  hasNetwork?(): boolean
  /** A word of this run of the program, by which the server knows its own rows (C23). */
  program?: string
}

export interface AskParts {
  body?: unknown
  /** Our server has begun to answer. */
  onOpen?: (() => void) | undefined
  patienceMs?: number
  onScope?: (scope: string) => void
  /** Says which run of the program asks. */
  named?: boolean
}

/** No byte for so long, and the line is taken for dead. Heartbeats come every 10 s. */
export const idleMs = 25_000

/** Asks our server, packed where it is worth it, with patience for a slow line. @param root goes before every path */
export function createAsk(root: string, options: AskOptions) {
  const requests = createPackedRequests()
  return async function ask(path: string, signal: AbortSignal, parts: AskParts = {}): Promise<unknown> {
    const { body, onOpen, patienceMs = idleMs, onScope, named = false } = parts
    const idle = new AbortController()
    const sent = body === undefined ? undefined : await requests.body(JSON.stringify(body))
    const headers: Record<string, string> = {
      accept: 'application/json',
      [protocolHeader]: String(protocolVersion),
      [wireSchemaHeader]: String(wireSchemaVersion),
      [packingHeader]: String(newestPacking),
      ...(!named || options.program === undefined ? {} : { [programHeader]: options.program }),
      ...(sent ? { 'content-type': 'application/json' } : {}),
      ...(sent?.encoding ? { 'content-encoding': sent.encoding } : {}),
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
        ...(sent ? { body: sent.bytes } : {}),
      })
      const ours = response.headers.has(protocolHeader)
      if (ours) {
        options.onHeaders?.(response.headers, sentMs, options.clock.now())
        requests.heard(response.headers)
      }
      const waiting = onOpen !== undefined && response.ok && ours
      // Before the body: that of a waiting feed may be long in coming. A place in another feed may also be one that this
      // one has never had (400): then the feed is what has changed, and no server came back from a backup.
      const scope = response.headers.get(scopeHeader)
      if (ours && (response.ok || (response.status === 400 && scope !== null))) onScope?.(scope ?? wholeScope)
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
      if (sent?.ours && cause instanceof AnswerError && [400, 413, 415].includes(cause.status))
        return requests.plainly(() => ask(path, signal, parts))
      if (cause instanceof AppError || signal.aborted) {
        idle.abort()
        throw cause
      }
      if (idle.signal.aborted)
        throw new AppError('network.timeout', { detail: path.split('?')[0] ?? '', cause })
      const none = options.hasNetwork?.() === false
      throw new AppError(none ? 'network.none' : 'network.unreachable', { cause })
    } finally {
      clearTimeout(timer)
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('network.malformed-answer', { detail: `${text.length} characters, not JSON`, cause })
  }
}
