import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable, Transform } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { tooLarge } from '../couch/couch-error.ts'
import { encodingFor, packingStream } from '../http/encoding.ts'
import { varyBy } from '../http/vary.ts'
import type { Couchdb } from './couchdb.ts'
import { headersToClient, headersToCouchdb } from './forwarded-headers.ts'
import { targetPath } from './target-path.ts'
import { CouchdbUnavailable } from './unavailable.ts'
import { upstreamError } from './upstream-error.ts'

export interface PassOptions {
  couchdb: Couchdb
  database: string
  bodyLimitBytes: number
  /** Contents of an attachment: any type may come, and none may run here. */
  isAttachment: boolean
  /** Headers of our own making. */
  headers?: Record<string, string> | undefined
}

/** Streams a request to the CouchDB and its answer back; the slower side sets the pace. */
export async function passOn(
  request: FastifyRequest,
  reply: FastifyReply,
  options: PassOptions,
): Promise<FastifyReply> {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const answer = await options.couchdb.open({
    method: request.method,
    path: targetPath(request.raw.url ?? '/'),
    headers: { ...headersToCouchdb(request.headers), ...options.headers },
    body: bodyOf(request, options.bodyLimitBytes),
    signal: gone.signal,
  })
  const status = answer.statusCode ?? 0
  if (status === 304) {
    answer.resume()
    return reply.code(304).headers(headersToClient(answer.headers)).send()
  }
  if ((status < 200 || status >= 300) && request.method !== 'HEAD')
    throw await upstreamError(answer, options.database)
  return sendAnswer(request, reply, answer, options.isAttachment)
}

function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: IncomingMessage,
  isAttachment: boolean,
): FastifyReply {
  const headers = headersToClient(answer.headers)
  // A portal or a proxy that answers in the CouchDB's place (trap: an HTML page with 200).
  if (!isAttachment && (headers['content-type'] ?? '').includes('html')) {
    answer.destroy()
    throw new CouchdbUnavailable('html')
  }
  reply.code(answer.statusCode ?? 200)
  if (request.method === 'HEAD') {
    answer.resume()
    return reply
      .code(headOf(answer.statusCode ?? 0))
      .headers(headers)
      .send()
  }
  const isJson = /json|text\/plain/.test(headers['content-type'] ?? '')
  const packs = !isAttachment && isJson && headers['content-encoding'] === undefined
  const encoding = packs ? encodingFor(request) : undefined
  if (!encoding) return reply.headers(headers).send(answer)
  delete headers['content-length']
  reply.headers({ ...headers, 'content-encoding': encoding })
  varyBy(reply, 'accept-encoding')
  // A failure on either side ends both: the client sees a cut answer, never a short one that looks whole.
  return reply.send(pipeline(answer, packingStream(encoding), () => undefined))
}

const headOf = (status: number): number => (status === 401 || status >= 500 ? 503 : status)

/** The request's body as it comes, cut at the limit. */
export function bodyOf(request: FastifyRequest, limitBytes: number): Readable | undefined {
  const { 'content-length': length, 'transfer-encoding': transfer } = request.headers
  if (length === undefined && transfer === undefined) return undefined
  if (Number(length ?? 0) > limitBytes) throw tooLarge('the request body is too large')
  let left = limitBytes
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length
      if (left < 0) done(tooLarge('the request body is too large'))
      else done(null, chunk)
    },
  })
  request.raw.pipe(counted)
  // Ended by hand: a pipeline would cut the client off before it has read why.
  counted.once('error', () => {
    request.raw.unpipe(counted)
    request.raw.resume()
  })
  request.raw.once('close', () => {
    if (!request.raw.complete) counted.destroy(new Error('the client has left'))
  })
  return counted
}
