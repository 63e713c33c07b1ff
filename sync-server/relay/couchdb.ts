import { type Agent, type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { pipeline, type Readable } from 'node:stream'
import { parseJsonText } from '../http/json-text.ts'
import type { CouchdbAddress } from './couchdb-address.ts'
import { AnswerTooLarge, CouchdbUnavailable } from './unavailable.ts'

export interface CouchdbRequest {
  method: string
  /** From the root of the CouchDB, escaped. */
  path: string
  headers?: Record<string, string> | undefined
  body?: Buffer | Readable | undefined
  signal?: AbortSignal | undefined
  /** Silence after which the answer is given up. */
  idleMs?: number | undefined
  /** A feed waits for hours and never keeps a request from a connection. */
  isFeed?: boolean | undefined
}
export interface JsonAnswer {
  status: number
  text: string
  value: unknown
}

const defaultIdleMs = 120_000
/** Documents are up to 8 MB each: what is asked for many at once may come to any size. */
const answerBytes = 64 * 1024 * 1024
const connectionsForRequests = 64
/** CouchDB closes an idle connection after minutes; we do before, so that none is used while it closes. */
const idleConnectionMs = 20_000

/** Speaks to one CouchDB over connections that are kept. */
export function createCouchdb(address: CouchdbAddress) {
  const newAgent = (maxSockets: number): Agent => {
    const options = { keepAlive: true, maxSockets, scheduling: 'lifo' as const, timeout: idleConnectionMs }
    return address.tls ? new TlsAgent(options) : new PlainAgent(options)
  }
  const agents = { requests: newAgent(connectionsForRequests), feeds: newAgent(Number.POSITIVE_INFINITY) }
  const request = address.tls ? tlsRequest : plainRequest

  const once = (asked: CouchdbRequest): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const outgoing = request({
        host: address.host,
        port: address.port,
        method: asked.method,
        path: address.path + asked.path,
        agent: asked.isFeed ? agents.feeds : agents.requests,
        headers: {
          ...asked.headers,
          ...(address.authorization === undefined ? {} : { authorization: address.authorization }),
          ...(Buffer.isBuffer(asked.body) ? { 'content-length': String(asked.body.length) } : {}),
        },
        ...(asked.signal ? { signal: asked.signal } : {}),
      })
      outgoing.setTimeout(asked.idleMs ?? defaultIdleMs, () => outgoing.destroy(new Error('timeout')))
      outgoing.once('response', (answer) => {
        // An error after the answer began reaches its reader through the answer itself.
        outgoing.on('error', () => answer.destroy())
        resolve(answer)
      })
      outgoing.once('error', (error) => reject(new Refused(error, outgoing.reusedSocket)))
      if (asked.body === undefined || Buffer.isBuffer(asked.body)) outgoing.end(asked.body)
      else {
        asked.body.once('error', (error) => reject(new Refused(error, false)))
        pipeline(asked.body, outgoing, () => undefined)
      }
    })

  /** The answer, its body not yet read. Throws `CouchdbUnavailable`; an abort and a failing body throw as they are. */
  const open = async (asked: CouchdbRequest): Promise<IncomingMessage> => {
    try {
      return await once(asked)
    } catch (error) {
      if (!(error instanceof Refused) || asked.signal?.aborted) throw error
      // A kept connection was closed by the other side just then. What only reads is asked again.
      const readsOnly = (asked.method === 'GET' || asked.method === 'HEAD') && asked.body === undefined
      if (error.reusedSocket && error.code === 'ECONNRESET' && readsOnly) return open(asked)
      throw error.own ?? new CouchdbUnavailable(error.code)
    }
  }

  /** A whole answer as JSON. What is no JSON is no answer of a CouchDB. */
  const json = async (asked: CouchdbRequest & { value?: unknown }): Promise<JsonAnswer> => {
    const body = asked.value === undefined ? asked.body : Buffer.from(JSON.stringify(asked.value))
    const headers = {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...asked.headers,
    }
    const answer = await open({ ...asked, headers, body })
    const bytes = await wholeBody(answer)
    const status = answer.statusCode ?? 0
    try {
      return { status, ...parseJsonText(bytes) }
    } catch {
      throw new CouchdbUnavailable(`no-json-${status}`)
    }
  }

  return {
    shown: address.shown,
    open,
    json,
    close(): void {
      agents.requests.destroy()
      agents.feeds.destroy()
    },
  }
}
export type Couchdb = ReturnType<typeof createCouchdb>

/** Why there was no answer; `own` is an error of ours that the request's body ended with. */
class Refused extends Error {
  readonly code: string
  readonly reusedSocket: boolean
  readonly own: Error | undefined
  constructor(error: Error, reusedSocket: boolean) {
    super('no answer')
    this.code = 'code' in error ? String(error.code) : error.message === 'timeout' ? 'timeout' : 'unknown'
    this.reusedSocket = reusedSocket
    this.own = 'status' in error ? error : undefined
  }
}

/** Everything an answer holds. Throws `CouchdbUnavailable` for one that is cut, `AnswerTooLarge` for one of more than 64 MB. */
export async function wholeBody(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length
      // Leaving the loop ends the connection, too.
      if (bytes > answerBytes) break
      chunks.push(chunk)
    }
  } catch {
    throw new CouchdbUnavailable('cut')
  }
  if (bytes > answerBytes) throw new AnswerTooLarge()
  return Buffer.concat(chunks)
}
