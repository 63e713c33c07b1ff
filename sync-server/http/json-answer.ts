import { pipeline, Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { packedUpTo } from '#shared/contract/packing.ts'
import { type Encoding, encodingFor, packed, packingStream } from './encoding.ts'
import { pack, packingFor, sayPacked } from './packing.ts'
import { varyBy } from './vary.ts'

const worthBytes = 1400

function sayEncoding(reply: FastifyReply, encoding: Encoding): void {
  reply.header('content-encoding', encoding)
  varyBy(reply, 'accept-encoding')
}

/** Answers with JSON text, packed where the client takes it and it is worth a packet. */
export async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  json: Buffer | string,
  cacheControl = 'must-revalidate',
): Promise<FastifyReply> {
  reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', cacheControl)
  const bytes = typeof json === 'string' ? Buffer.from(json) : json
  const packing = bytes.length > packedUpTo ? undefined : packingFor(request)
  if (packing) {
    sayPacked(reply, packing)
    return reply.send(await pack(bytes, packing))
  }
  const encoding = bytes.length < worthBytes ? undefined : encodingFor(request)
  if (!encoding) return reply.send(bytes)
  sayEncoding(reply, encoding)
  return reply.send(await packed(encoding, bytes))
}

/** Answers with JSON text that is made while it is sent. */
export function sendJsonStream(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AsyncIterable<Buffer>,
): FastifyReply {
  reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'must-revalidate')
  const source = Readable.from(parts, { highWaterMark: 1 })
  const encoding = encodingFor(request)
  if (!encoding) return reply.send(source)
  sayEncoding(reply, encoding)
  // A failure on either side ends both: the client sees a cut answer, never a short one that looks whole.
  return reply.send(pipeline(source, packingStream(encoding), () => undefined))
}
