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

/** What lies here of an answer that is made while it is sent. */
const heldCharacters = 4 * 1024 * 1024

/**
 * Answers with JSON text that comes in parts. Up to 4 MB are made before anything is sent, so that what goes wrong has its
 * status; of a longer answer as much lies here at most.
 */
export async function sendJsonParts(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AsyncGenerator<string>,
): Promise<FastifyReply> {
  const held = inPieces(parts)
  const first = await held.next()
  const second = await held.next()
  if (second.done) return sendJson(request, reply, first.value ?? '')
  return sendJsonStream(request, reply, followed([first.value ?? '', second.value], held))
}

async function* inPieces(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let texts: string[] = []
  let characters = 0
  for await (const part of parts) {
    texts.push(part)
    characters += part.length
    if (characters < heldCharacters) continue
    yield texts.join('')
    texts = []
    characters = 0
  }
  if (texts.length > 0) yield texts.join('')
}

async function* followed(first: string[], others: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for (const text of first) yield Buffer.from(text)
  for await (const text of others) yield Buffer.from(text)
}
