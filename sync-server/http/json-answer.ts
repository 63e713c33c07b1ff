import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { constants, createGzip, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const zip = promisify(gzip)
const worthBytes = 1400

export const acceptsGzip = (request: FastifyRequest): boolean =>
  /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))

/** Answers with JSON text, gzipped where the client takes it and it is worth a packet. */
export async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  json: Buffer | string,
): Promise<FastifyReply> {
  reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'must-revalidate')
  const bytes = typeof json === 'string' ? Buffer.from(json) : json
  if (bytes.length < worthBytes || !acceptsGzip(request)) return reply.send(bytes)
  reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding')
  return reply.send(await zip(bytes, { level: constants.Z_BEST_SPEED }))
}

/** Answers with JSON text that is made while it is sent. */
export function sendJsonStream(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AsyncIterable<Buffer>,
): FastifyReply {
  reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'must-revalidate')
  const source = Readable.from(parts, { highWaterMark: 1 })
  if (!acceptsGzip(request)) return reply.send(source)
  reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding')
  const packed = createGzip({ level: constants.Z_BEST_SPEED })
  // A failure on either side ends both: the client sees a cut answer, never a short one that looks whole.
  return reply.send(pipeline(source, packed, () => undefined))
}
